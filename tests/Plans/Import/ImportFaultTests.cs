using HubFunctions.Plans;

namespace HubFunctions.Tests.Plans.Import;

public sealed class ImportFaultTests
{
    private const string NoReferences = "Deliverable,Owner\nHomes,Ann Lee\nRepairs,Bob Ray\n";

    [Fact]
    public void A_row_put_in_above_moves_no_item_where_there_are_no_references()
    {
        var first = ImportedSheet.Csv(NoReferences);

        var second = ImportedSheet.Csv("Deliverable,Owner\nRoads,\nHomes,Ann Lee\nRepairs,Bob Ray\n", first.Stored());

        Assert.Equal(first.Plan!.Items.Single(i => i.Title == "Homes").Id, second.Plan!.Items.Single(i => i.Title == "Homes").Id);
        Assert.Equal(["roads", "homes", "repairs"], second.Ids());
    }

    [Fact]
    public void Ids_by_place_of_an_earlier_version_stay_with_their_titles()
    {
        var old = ImportedSheet.Csv("id,Deliverable\nrow-1,Homes\nrow-2,Repairs\n").Stored();

        var import = ImportedSheet.Csv("Deliverable\nRepairs\nHomes\nRoads\n", old);

        Assert.Equal(["Repairs", "Homes", "Roads"], import.Plan!.Items.Select(i => i.Title));
        Assert.Equal(["row-2", "row-1", "roads"], import.Ids());
    }

    [Fact]
    public void A_title_is_known_again_whether_its_accents_are_composed_or_not()
    {
        var composed = ImportedSheet.Csv("Deliverable,Owner\nCaf\u00e9,\nRoads,\n");

        var decomposed = ImportedSheet.Csv("Deliverable,Owner\nRoads,\nCafe\u0301,\n", composed.Stored());

        Assert.Equal(composed.Ids().Order(), decomposed.Ids().Order());
    }

    [Fact]
    public void The_same_title_twice_without_references_is_refused_at_its_second_place()
    {
        var error = Assert.Single(ImportedSheet.Csv("Deliverable,Owner\nReview,Ann\nHomes,\nreview ,Bob\n").Errors);

        Assert.Equal(("/line/4/column/1", "same-title"), (error.Pointer, error.Code));
        Assert.Contains("Line 2", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ref,Deliverable\n1.1,Homes\n1.2,Roads\n1.1,Repairs\n")]
    [InlineData("Ref,Deliverable\nA 1,Homes\n1.2,Roads\na-1,Repairs\n")]
    public void A_repeated_reference_is_refused_at_its_second_place(string text)
    {
        var error = Assert.Single(ImportedSheet.Csv(text).Errors);

        Assert.Equal(("/line/4/column/1", "twice"), (error.Pointer, error.Code));
        Assert.Contains("Line 2", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_are_not_taken_are_named()
    {
        var import = ImportedSheet.Csv("Ref,Deliverable,Budget,Ownerr,\n1,Homes,£5,Ann,x\n");

        Assert.Contains("\"Budget\"", import.Warned(), StringComparison.Ordinal);
        Assert.Contains("\"Ownerr\"", import.Warned(), StringComparison.Ordinal);
        Assert.Contains("Column 5 (without a heading)", import.Warned(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ann Lee")]
    [InlineData("Ann\u00a0Lee")]
    [InlineData("Ann  Lee ")]
    [InlineData(" ann lee\t")]
    [InlineData("Ann\u2009Lee\u200b")]
    [InlineData("Ann\nLee")]
    public void An_owner_with_other_spaces_is_the_same_owner(string name)
    {
        var known = ImportedSheet.Csv("Ref,Deliverable,Owner,Owner email\n1,Homes,Ann Lee,ann@town.example\n").Stored();

        var import = ImportedSheet.Csv($"Ref,Deliverable,Owner\n1,Homes,Ann Lee\n2,Roads,\"{name}\"\n", known);

        Assert.Equal("ann-lee", import.Item("2").Owner);
        Assert.Equal("ann@town.example", Assert.Single(import.Plan!.Owners).Email);
    }

    [Theory]
    [InlineData("TBC")]
    [InlineData("tbc")]
    [InlineData("N/A")]
    [InlineData("-")]
    [InlineData("–")]
    [InlineData("Vacant")]
    [InlineData("(vacant)")]
    [InlineData("To be confirmed")]
    [InlineData("?")]
    [InlineData("TBC / vacant")]
    [InlineData("none")]
    public void Words_for_nobody_make_no_owner_and_are_told(string name)
    {
        var import = ImportedSheet.Csv($"Ref,Deliverable,Owner\n1,Homes,{name}\n");

        Assert.Null(import.Item("1").Owner);
        Assert.Empty(import.Plan!.Owners);
        Assert.Contains("Line 2: the owner's cell names nobody", import.Warned(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ann Lee; Bob Ray")]
    [InlineData("Ann Lee / Bob Ray")]
    [InlineData("Ann Lee/Bob Ray")]
    [InlineData("Ann Lee & Bob Ray")]
    [InlineData("Ann Lee and Bob Ray")]
    [InlineData("Ann Lee, Bob Ray, Cy Dee")]
    [InlineData("Ann Lee\nBob Ray")]
    [InlineData("TBC / Ann Lee; Bob Ray")]
    public void Of_several_owners_the_first_is_taken_and_the_rest_is_told(string names)
    {
        var import = ImportedSheet.Csv($"Ref,Deliverable,Owner\n1,Homes,\"{names}\"\n");

        Assert.Equal("Ann Lee", Assert.Single(import.Plan!.Owners).Name);
        Assert.Contains("several owners", import.Warned(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Director of Housing and Care", "Director of Housing and Care", null)]
    [InlineData("Adults & Health", "Adults & Health", null)]
    [InlineData("Ann Lee (Head of Housing)", "Ann Lee", "Head of Housing")]
    [InlineData("Ann Lee, Director of Care", "Ann Lee", "Director of Care")]
    [InlineData("NHS/Council", "NHS/Council", null)]
    public void A_role_is_no_second_owner(string cell, string name, string? role)
    {
        var import = ImportedSheet.Csv($"Ref,Deliverable,Owner\n1,Homes,\"{cell}\"\n");

        var owner = Assert.Single(import.Plan!.Owners);
        Assert.Equal((name, role), (owner.Name, owner.Role));
        Assert.DoesNotContain("several owners", import.Warned(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_plan_takes_its_title_from_above_the_headings_or_says_it_has_none()
    {
        var titled = ImportedSheet.Csv("Town health plan 2022,,\n,,\nRef,Deliverable,Owner\n1,Homes,\n");
        var bare = ImportedSheet.Csv("Ref,Deliverable,Owner\n1,Homes,\n");

        Assert.Equal("Town health plan 2022", titled.Plan!.Title);
        Assert.Equal("Town", bare.Plan!.Title);
        Assert.Contains("gives it no title", bare.Warned(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_that_Excel_made_a_date_of_is_refused()
    {
        var error = Assert.Single(ImportedSheet.Csv("Ref,Deliverable\n1.1,Homes\n01-Feb,Roads\n").Errors);

        Assert.Equal(("/line/3/column/1", "a-date"), (error.Pointer, error.Code));
    }

    [Theory]
    [InlineData("Ref,Deliverable,By When?\n1,Homes,June 2022\n")]
    [InlineData("Ref,Deliverable,Target Date (Month/Year)\n1,Homes,June 2022\n")]
    [InlineData("Ref.,Deliverable(s),\"Target\n date\"\n1,Homes,June 2022\n")]
    [InlineData("Ref\u00a0No:,Key\u2009actions,Completion-date\n1,Homes,June 2022\n")]
    public void Headings_are_read_as_people_write_them(string text) =>
        Assert.Equal("June 2022", ImportedSheet.Csv(text).Item("1").Timescale);

    [Fact]
    public void Colours_and_percentages_become_first_reports_or_are_told()
    {
        var import = ImportedSheet.Csv(
            "Ref,Deliverable,RAG,% complete,Progress this quarter\n1,Homes,Amber – delayed,40%,Site "
                + "found\n2,Roads,purple,lots,\n3,Care,Not started,0,\n");

        Assert.Equal([new FirstReport("1", null, Health.AtRisk, 40, "Site found")], import.Reports);
        Assert.Contains("Line 3: the status is no word or colour", import.Warned(), StringComparison.Ordinal);
        Assert.Contains("Line 3: the percentage is no number", import.Warned(), StringComparison.Ordinal);
    }
}
