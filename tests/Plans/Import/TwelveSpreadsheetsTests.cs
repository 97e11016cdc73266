using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Tests.Plans.Import;

/// <summary>Plans of the seed inventory in our own words, kept as people keep them.</summary>
public sealed class TwelveSpreadsheetsTests
{
    [Fact]
    public void One_a_council_plan_with_title_rows_merged_priorities_and_totals()
    {
        var file = new XlsxFile()
            .Sheet("Action plan")
            .Row("Healthy town: action plan 2021 to 2023", null, null, null, null)
            .Row("Owner: public health", null, null, null, null)
            .Row("Priority", "Ref", "Deliverable(s)", "Portfolio holder", "Timescale", "Cost")
            .Row(
                "Joined-up care",
                "1.1",
                "Work with care homes through their association",
                "Councillor Khan",
                "Ongoing. Association set up by November 2021.",
                5)
            .Row(
                null,
                "1.2",
                "Take a leading part in the local partnership",
                "Councillor Khan",
                "Requirements met by April 2022.",
                7)
            .Row(
                "Having a say",
                "2.1",
                "Agree principles for co-production",
                "Councillor Khan",
                "Policy in place by Summer 2022.",
                1)
            .Row("Total", null, null, null, null, 13)
            .Merge("A1:E1")
            .Merge("A4:A5");

        var import = ImportedSheet.Xlsx(file);

        Assert.Equal(["joined-up-care", "1.1", "1.2", "having-a-say", "2.1"], import.Ids());
        Assert.Equal(
            ["joined-up-care", "joined-up-care", "having-a-say"],
            new[] { "1.1", "1.2", "2.1" }.Select(i => import.Item(i).Parent));
        Assert.Equal(
            ("Healthy town: action plan 2021 to 2023", "priority"),
            (import.Plan!.Title, import.Item("having-a-say").Level));
        Assert.Single(import.Plan.Owners);
        AssertTold(import, "Lines 1, 2: above the headings", "\"Cost\"", "Line 7: a row of totals");
        import.AssertAgainChangesNothing(before => ImportedSheet.Xlsx(file, before));
    }

    [Fact]
    public void Two_dates_as_numbers_months_only_and_references_with_two_places()
    {
        var file = new XlsxFile()
            .Sheet("Sheet1")
            .Row("No.", "Action", "By When?", "% complete")
            .Row(
                new XlsxCell(1.1, XlsxFile.TwoPlaces),
                "Four new micro-enterprises",
                new DateOnly(2022, 7, 31),
                new XlsxCell(0.25, XlsxFile.Percent))
            .Row(
                new XlsxCell(1.10, XlsxFile.TwoPlaces),
                "Fifty homes with care",
                new XlsxCell(new DateOnly(2023, 3, 1), XlsxFile.MonthYear),
                null);

        var twice = Assert.Single(ImportedSheet.Xlsx(file).Errors);

        Assert.Equal(("/line/3/column/1", "twice"), (twice.Pointer, twice.Code));
        var right = new XlsxFile().Sheet("Sheet1")
            .Row("No.", "Action", "By When?", "% complete")
            .Row(1.1, "Four new micro-enterprises", new DateOnly(2022, 7, 31), new XlsxCell(0.25, XlsxFile.Percent))
            .Row("1.10", "Fifty homes with care", new XlsxCell(new DateOnly(2023, 3, 1), XlsxFile.MonthYear), null);
        var import = ImportedSheet.Xlsx(right);
        Assert.Equal(("31 July 2022", "March 2023"), (import.Item("1.1").Timescale, import.Item("1.10").Timescale));
        Assert.Equal(25, Assert.Single(import.Reports).PercentComplete);
        import.AssertAgainChangesNothing(before => ImportedSheet.Xlsx(right, before));
    }

    [Fact]
    public void Three_two_heading_rows_with_start_and_end_below_one_heading()
    {
        var file = new XlsxFile()
            .Sheet("Plan")
            .Row("Ref", "Commitment", "Lead", null, "Timescale", null)
            .Row(null, null, "Officer", "Email", "Start date", "End date")
            .Row(
                "3.1",
                "Second campaign on money worries",
                "Jo Shaw",
                "jo@town.example",
                new DateOnly(2022, 5, 1),
                new DateOnly(2022, 7, 31))
            .Row("3.2", "Advice desk in the hospital", "Jo Shaw", null, null, new DateOnly(2022, 9, 30))
            .Merge("A1:A2")
            .Merge("B1:B2")
            .Merge("C1:D1")
            .Merge("E1:F1");

        var import = ImportedSheet.Xlsx(file);

        Assert.Equal("1 May 2022 to 31 July 2022", import.Item("3.1").Timescale);
        Assert.Equal("30 September 2022", import.Item("3.2").Timescale);
        Assert.Equal("jo@town.example", Assert.Single(import.Plan!.Owners).Email);
        import.AssertAgainChangesNothing(before => ImportedSheet.Xlsx(file, before));
    }

    [Fact]
    public void Four_hidden_columns_hidden_rows_struck_rows_and_other_sheets()
    {
        var file = new XlsxFile()
            .Sheet("Read me")
            .Row("How to fill this in")
            .Sheet("Lists", isHidden: true)
            .Row("Title", "Owner")
            .Row("Amber", "x")
            .Sheet("Tracker")
            .Row("ID", "Deliverable", "Owner", "RAG")
            .Row("A1", "Map green spaces", "Ann Lee", "Green")
            .HiddenRow("A2", "Blueprint for the town", "TBC", "Red")
            .Row("A3", new XlsxCell("Survey of places", XlsxFile.Struck), "Bob Ray", null)
            .Hide(2);

        var import = ImportedSheet.Xlsx(file);

        Assert.Equal(["a1", "a2", "a3"], import.Ids());
        Assert.Equal(2, import.Reports.Count);
        AssertTold(
            import, "Sheet \"Read me\"", "Sheet \"Lists\"", "Line 3: hidden", "Line 4: struck through",
            "Column 3 (\"Owner\") is hidden",
            "Line 3: the owner's cell names nobody");
        import.AssertAgainChangesNothing(before => ImportedSheet.Xlsx(file, before));
    }

    [Fact]
    public void Five_a_print_with_bands_repeated_headings_breaks_and_footers()
    {
        var file = new XlsxFile().Sheet("Print")
            .Row("Action", "Lead officer", "Target Date (Month/Year)")
            .Row("Outcome 1: Best start in life", null, null)
            .Row("Books for every child under four", "Ann Lee", "Ongoing")
            .Row("Health checks for", "Bob Ray", "by")
            .Row("Action", "Lead officer", "Target Date (Month/Year)")
            .Row("Health checks for (continued)", null, "November 2022")
            .Row("Outcome 2: Ageing well", null, null)
            .Row("Help for carers", "Cy Dee", "Spring 2023")
            .Row("Page 2 of 2", null, null)
            .Merge("A2:C2").Merge("A7:C7");

        var import = ImportedSheet.Xlsx(file);

        Assert.Equal(5, import.Ids().Count());
        Assert.Equal("by November 2022", import.Plan!.Items.Single(i => i.Title == "Health checks for").Timescale);
        Assert.Equal("outcome-2-ageing-well", import.Item("help-for-carers").Parent);
        AssertTold(import, "Line 5: the headings again", "Line 6: goes on with the row above", "Line 9: a footer");
        import.AssertAgainChangesNothing(before => ImportedSheet.Xlsx(file, before));
    }

    [Fact]
    public void Six_steps_set_in_below_their_action()
    {
        var file = new XlsxFile().Sheet("Plan")
            .Row("Action", "Owner")
            .Row("Homelessness strategy", "Ann Lee")
            .Row(new XlsxCell("Housing first pilot", XlsxFile.Indented), "Bob Ray")
            .Row(new XlsxCell("Outreach with advice", XlsxFile.Indented), null)
            .Row("Adult safeguarding", "Cy Dee");

        var import = ImportedSheet.Xlsx(file);

        Assert.Equal([null, "homelessness-strategy", "homelessness-strategy", null], import.Plan!.Items.Select(i => i.Parent));
        import.AssertAgainChangesNothing(before => ImportedSheet.Xlsx(file, before));
        var csv = ImportedSheet.Csv(
            "Action,Owner\nHomelessness strategy,Ann\n    Housing first pilot,Bob\n Adult safeguarding,\n");
        Assert.Equal([null, "homelessness-strategy", null], csv.Plan!.Items.Select(i => i.Parent));
    }

    [Fact]
    public void Seven_semicolons_and_Windows_1252_from_a_continental_Excel()
    {
        var bytes = CodePagesEncodingProvider
            .Instance.GetEncoding(1252)!
            .GetBytes(
                "sep=;\r\nRef;Initiative;Lead officer;Due date;Partners\r\n3-I1;Second “money” campaign – £334,864;Citizens’ "
                    + "Advice;July 2022;\"Council; NHS\"\r\n3-I9;Café for volunteers;Vacant;;\r\n");

        var import = ImportedSheet.Bytes(bytes);

        Assert.Equal("Second “money” campaign – £334,864", import.Item("3-i1").Title);
        Assert.Equal(["Council", "NHS"], import.Item("3-i1").Partners);
        Assert.Null(import.Item("3-i9").Owner);
        AssertTold(import, "Windows-1252", "Line 4: the owner's cell");
        import.AssertAgainChangesNothing(before => ImportedSheet.Bytes(bytes, null, before));
    }

    [Fact]
    public void Eight_Unicode_text_with_tabs()
    {
        byte[] bytes =
        [
            0xFF,
            0xFE,
            .. Encoding.Unicode.GetBytes(
                "Outcome\tPriority\tOwner\tWhen\r\nStaying healthy\tConsult for eight weeks\tAnn Lee\tuntil 23 January "
                    + "2022\r\n\tPresent the strategy\tAnn Lee\tin February 2022\r\n"),
        ];

        var import = ImportedSheet.Bytes(bytes);

        Assert.True(import.Errors.Count > 0 || import.Plan!.Items.Count == 3, import.Warned());
        Assert.Equal("no-title-column", Assert.Single(import.Errors).Code);
    }

    [Fact]
    public void Nine_a_list_without_dates_owners_or_references()
    {
        const string csv =
            "\uFEFFWhat we will do\r\nPlan for care communities\r\nReview leisure in every locality\r\nGoal 3: help for "
                + "carers\r\nTotal ban on smoking in parks\r\n";

        var import = ImportedSheet.Csv(csv);

        Assert.Equal(4, import.Ids().Count());
        Assert.All(import.Plan!.Items, i => Assert.Null(i.Owner));
        import.AssertAgainChangesNothing(before => ImportedSheet.Csv(csv, before));
    }

    [Fact]
    public void Ten_a_quote_left_open_is_refused_where_it_opens()
    {
        const string csv =
            "Ref,Deliverable,Owner\n6.1,\"Champions, and volunteers\",Ann\n6.2,\"Health check pilot,Bob\n6.3,Exercise on "
                + "referral,Cy\n";

        var error = Assert.Single(ImportedSheet.Csv(csv).Errors);

        Assert.Equal(("/line/3/column/2", "unclosed-quote"), (error.Pointer, error.Code));
    }

    [Fact]
    public void Eleven_owners_together_one_title_over_three_dates_and_a_comma_too_many()
    {
        var file = new XlsxFile().Sheet("Plan")
            .Row("Ref", "Deliverable", "Lead", "Deadline")
            .Row("3.2", "Homes with care", "Ann Lee & Bob Ray", "Start: Spring 2022")
            .Row(null, null, null, "Finish: Spring 2023")
            .Row("3.3", "Supported living", "Bob Ray", "Summer 2022")
            .Merge("A2:A3").Merge("B2:B3");

        var import = ImportedSheet.Xlsx(file);

        Assert.Equal("Start: Spring 2022; Finish: Spring 2023", import.Item("3.2").Timescale);
        Assert.Equal(["ann-lee", "bob-ray"], import.Plan!.Owners.Select(o => o.Id));
        AssertTold(import, "several owners", "Line 3: goes on");
        import.AssertAgainChangesNothing(before => ImportedSheet.Xlsx(file, before));
        var comma = ImportedSheet.Csv("Ref,Deliverable,Lead\n3.2,Homes, with care,Ann\n3.3,Supported living,Bob\n");
        Assert.Equal(("/line/2/column/4", "more-cells"), (Assert.Single(comma.Errors).Pointer, comma.Errors[0].Code));
    }

    [Fact]
    public void Twelve_formulas_errors_and_links_give_the_values_last_calculated()
    {
        var file = new XlsxFile()
            .Sheet("Plan")
            .Row("Ref", "Deliverable", "Owner", "Due")
            .Row(
                new XlsxCell("4.1", Formula: "\"4\"&\".1\""),
                "Active travel plans",
                new XlsxCell("Ann Lee", Formula: "[1]People!$A$1"),
                new XlsxCell(44742, XlsxFile.Date, "TODAY()"))
            .Row("4.2", "Age-friendly town", new XlsxCell(null, Formula: "VLOOKUP(1,[1]People!A:B,2)", Error: "#REF!"), null);

        var import = ImportedSheet.Xlsx(file);

        Assert.Equal(
            ("Active travel plans", "ann-lee", "30 June 2022"),
            (import.Item("4.1").Title, import.Item("4.1").Owner, import.Item("4.1").Timescale));
        Assert.Null(import.Item("4.2").Owner);
        AssertTold(import, "4 cells are formulas", "C3");
        import.AssertAgainChangesNothing(before => ImportedSheet.Xlsx(file, before));
    }

    private static void AssertTold(ImportedPlan import, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, import.Warned(), StringComparison.Ordinal));
}
