namespace HubFunctions.Tests.Plans.Import;

/// <summary>Titles over two rows, and dates that lost their format.</summary>
public sealed class BrokenRowsTests
{
    [Fact]
    public void A_title_that_goes_on_in_the_next_row_is_one_title()
    {
        var import = ImportedSheet.Csv("""
            Ref,Action,Lead,By when
            1.1,Build homes with care for older,Jo Shaw,March
            ,people in each of the four towns,,2025
            1.2,Publish the plan for dental care,Ann Lee,May 2025
            """);

        Assert.Equal(["1.1", "1.2"], import.Ids());
        Assert.Equal(
            ("Build homes with care for older people in each of the four towns", "March 2025"),
            (import.Item("1.1").Title, import.Item("1.1").Timescale));
        Assert.Contains("Line 3: goes on with the title of the row above", import.Warned(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_references_a_title_goes_on_only_where_nothing_stands_beside_it()
    {
        var import = ImportedSheet.Csv("""
            Action,By when
            Build homes with care for older,March 2025
            people in each of the four towns,
            iPads for every ward,May 2025
            """);

        Assert.Equal(
            ["Build homes with care for older people in each of the four towns", "iPads for every ward"],
            import.Plan!.Items.Select(i => i.Title));
    }

    [Fact]
    public void Titles_without_capitals_stay_items_of_their_own()
    {
        var import = ImportedSheet.Csv("""
            Ref,Action,By when
            1,build homes,March 2025
            ,train carers,May 2025
            """);

        Assert.Equal(["build homes", "train carers"], import.Plan!.Items.Select(i => i.Title));
    }

    [Theory]
    [InlineData("45747", "31 March 2025")]
    [InlineData("36526", "1 January 2000")]
    [InlineData("36525", "36525")]
    [InlineData("2025", "2025")]
    [InlineData("Phase 45747", "Phase 45747")]
    public void A_number_in_the_column_of_dates_is_the_day_that_Excel_counts(string cell, string timescale)
    {
        var import = ImportedSheet.Csv($"Ref,Action,Due date\n45747,Build homes,{cell}\n");

        Assert.Equal(timescale, import.Item("45747").Timescale);
        Assert.Equal(
            cell != timescale,
            import.Warned().Contains("Line 2: the date is a number, as Excel counts days", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_of_days_in_two_columns_are_a_window()
    {
        var import = ImportedSheet.Csv("Ref,Action,Start date,End date\n1,Build homes,45383,45747\n");

        Assert.Equal("1 April 2024 to 31 March 2025", import.Item("1").Timescale);
    }
}
