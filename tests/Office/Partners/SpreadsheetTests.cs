using System.Net;
using System.Text;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office.Partners;

/// <summary>The quarterly spreadsheet: a template to fill in, dropped on the page, answered by line.</summary>
public sealed class SpreadsheetTests(AzuriteFixture azurite) : SpreadsheetVisit(
    azurite,
    new
    {
        id = "2.1",
        title = "Homes, new",
        measures = new[] { new { id = "built", name = "Homes built" }, new { id = "state", name = "Status" } },
    },
    new { id = "2.10", title = "=Paths" },
    new { id = "2.2", title = "Parks" })
{
    [Fact]
    public async Task The_template_comes_back_filled_in_and_only_filled_lines_are_stored()
    {
        var lines = (await TemplateAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            "\uFEFFPlan,Deliverable,Title,\"As at\",Status,\"Percent complete\",Summary,Forecast,Note,\"Homes built\",\"Measure: "
                + "state\"",
            lines[0]);
        Assert.Equal("town,2.10,\"'=Paths\",,,,,,,,", lines[2]);
        lines[1] = "town,2.1,\"Homes, new\",24/05/2022,amber,40,Ten are up.,,,12,";

        var (status, page) = await Visitor.UploadAsync(Partner, string.Join("\r\n", lines));

        Assert.True(status == HttpStatusCode.OK, page.MainText());
        Assert.Contains("Stored: 1.", page.MainText(), StringComparison.Ordinal);
        Assert.Contains("Line 3: 2 lines report nothing, so they were left out", page.MainText(), StringComparison.Ordinal);
        var state = await StateAsync("2.1");
        Assert.Equal((Health.AtRisk, 40, 12m), (state.Health, state.PercentComplete, Assert.Single(state.Measures).Value));
        Assert.Null((await StateAsync("2.10")).AsAt);
    }

    [Fact]
    public async Task The_same_file_twice_stores_nothing_twice_and_the_page_says_so()
    {
        const string csv = "deliverable,as at,status\n2.1,2022-05-20,green\n2.2,2022-05-20,red\n";
        Assert.Contains("The same file sent twice is stored once.",
            (await Visitor.OpenAsync($"/partners/{Partner.Id}")).MainText(), StringComparison.Ordinal);
        await Visitor.UploadAsync(Partner, csv);

        var (status, page) = await Visitor.UploadAsync(Partner, csv);
        var byApi = await (await Partner.BearerAsync(Encoding.UTF8.GetBytes(csv), "text/csv")).JsonAsync();

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Stored: 0. Stored before: 2.", page.MainText(), StringComparison.Ordinal);
        Assert.Equal("duplicate", byApi.Outcome());
        Assert.Equal(2, (await App.Plans.FindItemAsync("town", "2.1", Stop))!.Item.Sequence);
    }

    [Fact]
    public async Task Bad_lines_are_told_with_the_fix_and_the_good_ones_stored()
    {
        var (status, page) = await Visitor.UploadAsync(
            Partner, "deliverable,as at,status,summary\n2.1,2022-05-20,green,Ring Jo on 07700 900123.\n2.2,2022-05-20,puce,\n");

        Assert.Equal(HttpStatusCode.OK, status);
        var text = page.MainText();
        foreach (var part in (string[])["1 of 2 updates received", "Line 3", "status: The hub does not know this word.",
            "Line 2, summary: this looks like a phone number"])
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Equal(Health.OnTrack, (await StateAsync("2.1")).Health);
        Assert.Single((await (await Partner.GetAsync("quarantine")).JsonAsync())["entries"]!.AsArray());
        Assert.Contains("refused. Send it again with the fix", (await Visitor.OpenAsync($"/partners/{Partner.Id}")).MainText(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_a_spreadsheet_shortened_is_found_out_by_the_title()
    {
        var (status, page) = await Visitor
            .UploadAsync(Partner, "deliverable,title,as at,status\n2.1,'=Paths,2022-05-20,green\n");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("The title in this line is that of 2.10", page.MainText(), StringComparison.Ordinal);
        Assert.Null((await StateAsync("2.1")).AsAt);
    }

    [Fact]
    public async Task An_empty_file_is_refused_in_words_and_not_kept()
    {
        var (status, page) = await Visitor.UploadAsync(Partner, "");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Choose the file", page.GetElementById("file-error")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await (await Partner.GetAsync("quarantine")).JsonAsync())["entries"]!.AsArray());
    }

    [Theory]
    [InlineData("plan,deliverable,as at,status\nelsewhere,1,2022-05-20,green\n", HttpStatusCode.Forbidden,
        "none of the deliverables")]
    [InlineData("deliverable,status\n2.1,green\n", HttpStatusCode.UnprocessableEntity, "The headings have none for asAt")]
    [InlineData("deliverable,as at,status\n2.1,2022-05-20,\n", HttpStatusCode.UnprocessableEntity, "No line reports anything")]
    public async Task A_sheet_that_cannot_be_taken_is_answered_as_by_the_api(string csv, HttpStatusCode expected, string said)
    {
        var (status, page) = await Visitor.UploadAsync(Partner, csv);

        Assert.Equal(expected, status);
        Assert.Contains(said, page.MainText(), StringComparison.Ordinal);
        Assert.Equal(expected, (await Partner.BearerAsync(Encoding.UTF8.GetBytes(csv), "text/csv")).StatusCode);
    }

    [Fact]
    public async Task Too_much_is_refused_in_words()
    {
        var rows = string.Concat(Enumerable.Range(0, 501).Select(n => $"2.1,2022-05-{1 + (n % 20):D2},green\n"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge,
            (await Visitor.UploadAsync(Partner, "deliverable,as at,status\n" + rows)).Status);
        var (status, page) = await Visitor.UploadAsync(Partner, new string('x', (1024 * 1024) + 1));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("larger than 1 MB", page.MainText(), StringComparison.Ordinal);
        Assert.Contains("one file at a time",
            (await Visitor.UploadAsync(Partner, "a"u8.ToArray(), "b"u8.ToArray())).Page.MainText(), StringComparison.Ordinal);
    }

    private async Task<string> TemplateAsync()
    {
        using var answer = await Visitor.Client.GetAsync($"/partners/{Partner.Id}/template.csv", Stop);
        Assert.Equal(("text/csv", $"{Partner.Id}.csv"),
            (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Stop));
    }
}
