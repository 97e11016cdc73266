namespace HubFunctions.Tests.Plans.Import;

/// <summary>More of what people write into plans: sums, footers, days as numbers, several people in a cell.</summary>
public sealed class OddSheetTests
{
    [Theory]
    [InlineData("Ann Lee, Bob Ray and Cy Roe")]
    [InlineData("Ann Lee, Bob Ray & Cy Roe")]
    [InlineData("Ann Lee + Bob Ray")]
    [InlineData("Ann Lee (Housing), Bob Ray (Roads)")]
    [InlineData("Ann Lee (Housing)/Bob Ray (Roads)")]
    [InlineData("Ann Lee (Housing) and Bob Ray")]
    [InlineData("Ann Lee with Bob Ray")]
    [InlineData("Ann Lee & team")]
    public void Of_several_owners_in_a_cell_the_first_is_taken_with_a_warning(string cell)
    {
        var import = ImportedSheet.Csv($"Ref,Deliverable,Lead\n1,Homes,\"{cell}\"\n");

        Assert.Equal("Ann Lee", Assert.Single(import.Plan!.Owners).Name);
        Assert.Contains("several owners in one cell", import.Warned(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ann Lee, Head of Housing and Roads", "Ann Lee")]
    [InlineData("Health and Wellbeing Board", "Health and Wellbeing Board")]
    [InlineData("Ann Lee (Housing, Roads and Care)", "Ann Lee")]
    [InlineData("Ann Lee (tbc)", "Ann Lee")]
    [InlineData("Ann Lee*", "Ann Lee")]
    [InlineData("@Ann Lee", "Ann Lee")]
    [InlineData("TBC (Ann Lee)", "Ann Lee")]
    public void One_owner_with_a_role_or_of_several_words_stays_one(string cell, string name)
    {
        var import = ImportedSheet.Csv($"Ref,Deliverable,Lead\n1,Homes,\"{cell}\"\n");

        Assert.Equal(name, Assert.Single(import.Plan!.Owners).Name);
        Assert.DoesNotContain("several owners", import.Warned(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Vacant - Ann Lee covering")]
    [InlineData("Vacant (Head of Housing)")]
    public void A_post_that_is_vacant_is_nobodys_and_named(string cell)
    {
        var import = ImportedSheet.Csv($"Ref,Deliverable,Lead\n1,Homes,\"{cell}\"\n");

        Assert.Empty(import.Plan!.Owners);
        Assert.Contains("names nobody", import.Warned(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_as_an_address_book_has_it_is_the_same_owner()
    {
        var import = ImportedSheet.Csv("Ref,Deliverable,Lead\n1,Homes,Ann Lee\n2,Roads,\"Lee, Ann\"\n3,Care,\"Ann Lee (tbc)\"\n");

        var owner = Assert.Single(import.Plan!.Owners);
        Assert.Equal(("ann-lee", null), (owner.Id, owner.Role));
    }

    [Theory]
    [InlineData("50,5%", 50)]
    [InlineData("50.5 %", 50)]
    [InlineData("49,6 %", 50)]
    public void A_percentage_with_a_decimal_comma_is_read(string text, int percent)
    {
        var import = ImportedSheet.Csv($"Ref;Deliverable;% complete\n1;Homes;{text}\n");

        Assert.Equal(percent, Assert.Single(import.Reports).PercentComplete);
    }

    [Theory]
    [InlineData(",,,45%")]
    [InlineData(",Average % complete,,45%")]
    [InlineData(",Total deliverables: 12,,")]
    [InlineData("Total,,,90%")]
    [InlineData("Green,5,,")]
    [InlineData(",On track,,3")]
    public void Sums_under_the_table_are_named_and_change_no_item(string sums)
    {
        var import = ImportedSheet.Csv($"Ref,Deliverable,Lead,% complete\n1,Homes,Ann Lee,40%\n2,Roads,Ann Lee,50%\n{sums}\n");

        Assert.Equal(["1", "2"], import.Ids());
        Assert.Equal([40, 50], import.Reports.Select(r => r.PercentComplete!.Value));
        Assert.Contains("a row of totals; not taken", import.Warned(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Contact: plans@town.example,,")]
    [InlineData("For further information see the website,,")]
    [InlineData("This plan is reviewed every year by the Cabinet,,")]
    [InlineData("Approved by Cabinet on 3 March 2022,,")]
    [InlineData("Correct as at 3 March 2022,,")]
    public void Footers_are_named_and_are_no_items(string footer)
    {
        var import = ImportedSheet.Csv($"Deliverable,Lead,By when\nHomes,Ann Lee,March 2023\n{footer}\n");

        Assert.Equal("Homes", Assert.Single(import.Plan!.Items).Title);
        Assert.Contains("a footer; not taken", import.Warned(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("45016")]
    [InlineData("45016.375")]
    [InlineData("45016.0")]
    public void A_day_that_is_a_number_is_read_with_a_time_of_day_too(string number)
    {
        var import = ImportedSheet.Csv($"Ref,Deliverable,By when\n1,Homes,{number}\n");

        Assert.Equal("31 March 2023", import.Item("1").Timescale);
    }

    [Fact]
    public void A_reference_without_a_title_is_refused_and_no_sum()
    {
        var import = ImportedSheet.Csv("Ref,Deliverable,% complete\n1,Homes,40%\n2,,50%\n");

        Assert.Equal("/line/3/column/2", Assert.Single(import.Errors).Pointer);
    }
}
