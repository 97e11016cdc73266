using System.Text;
using Azure.Storage.Blobs.Models;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

public sealed class SecretsTests(AzuriteFixture azurite)
{
    private const string Long = "Lorem ipsum dolor sit amet ";

    private static readonly string[] Planted =
    [
        "owner@council.example", "Officer Hidden", "partner@voluntary.example", "INTERNAL-NOTE", "INTERNAL-RISK", "INTERNAL-NEXT",
        "Reporter Name", "943 476 5919", "9434765919", "3 families", "0116 305 0705", "<script>", "onerror", "\u202E", "\u2066",
        "&lt;script&gt;", "https://evidence.example",
    ];

    [Fact]
    public async Task None_of_what_must_not_be_public_is_in_any_published_byte()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var app = await HubApp.StartAsync(azurite);
        var title = string.Concat(Enumerable.Repeat(Long, 370))[..9_990];
        var answer = await app.Office.PutJsonAsync(
            "api/plans/plan",
            new
            {
                id = "plan",
                title = "A plan \u202Ereversed\u2066",
                organisation = "Council",
                referenceDate = "2022-01-01",
                owners = new[]
                {
                    new
                    {
                        id = "o",
                        name = "Officer Hidden",
                        role = "Head of service",
                        email = "owner@council.example",
                        publicName = false,
                    },
                },
                items = new object[]
                {
                    new
                    {
                        id = "long",
                        title,
                        owner = "o",
                        timescale = "by June 2022",
                    },
                    new
                    {
                        id = "script",
                        title = "<script>alert(1)</script>",
                        timescale = "<img src=x onerror=alert(1)>",
                    },
                    new
                    {
                        id = "formula",
                        title = "=cmd|'/c calc'!A1",
                        timescale = "@SUM(A1)",
                        label = "+1",
                    },
                    new { id = "plain", title = "An ordinary title" },
                    new
                    {
                        id = "measured",
                        title = "Families helped",
                        measures = new[]
                        {
                            new
                            {
                                id = "m",
                                name = "Families helped",
                                unit = "families",
                            },
                        },
                    },
                },
            });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancel));
        foreach (
            var (item, summary) in ((string, string)[])
                [
                    ("long", "Ask partner@voluntary.example"),
                    ("script", "Patient 943 476 5919"),
                    ("formula", "Patient 9434765919"),
                    ("plain", "We housed 3 families; ring 0116 305 0705"),
                    ("measured", "Turned \u202E\u2066 text"),
                ])
        {
            await app.ReportAsync(
                new Update
                {
                    Plan = "plan",
                    Deliverable = item,
                    AsAt = Views.At.AddDays(-1),
                    Health = Health.AtRisk,
                    Summary = summary,
                    Note = "INTERNAL-NOTE",
                    Risks = "INTERNAL-RISK",
                    Next = "INTERNAL-NEXT",
                    Evidence = ["https://evidence.example/x"],
                    Reporter = new Reporter("Reporter Name", "Manager"),
                    Measures =
                        item == "measured"
                            ?
                            [
                                new MeasureValue
                                {
                                    Id = "m",
                                    Value = 3,
                                    Unit = "families",
                                },
                            ]
                            : null,
                });
        }

        var held = (await app.PublishAsync("plan"))["held"]!
            .AsArray()
            .Select(h => $"{h!["item"]} {h["field"]}: {h["reason"]}")
            .ToList();
        Assert.Contains("long summary: an e-mail address", held);
        Assert.Contains("script title: mark-up", held);
        Assert.Contains("formula summary: an NHS number", held);
        Assert.Contains("plain summary: a phone number", held);

        var container = new HubFunctions.Plans.StorageConnection(
            app.Get<HubFunctions.Plans.StorageSettings>()).Blobs.GetBlobContainerClient("snapshots");
        var files = 0;
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Prefix = "plan/" }, cancel))
        {
            var text = Encoding.UTF8.GetString((await app.FileAsync(blob.Name))!);
            foreach (var secret in Planted)
            {
                // The one script of a page is its own, and its address is known.
                var searched = text.Replace(
                    "<script src=\"../embed.js\" data-page async></script>",
                    "",
                    StringComparison.Ordinal);
                Assert.False(searched.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{blob.Name} holds {secret}");
            }

            Assert.False(text.Contains(title[..400], StringComparison.Ordinal), $"{blob.Name} holds the long title");
            if (blob.Name.EndsWith(".csv", StringComparison.Ordinal))
                Assert.DoesNotContain(
                    text.Split(',', '\n').Select(cell => cell.Trim('"', '\r')),
                    cell => cell is ['=' or '+' or '@' or '-', ..]);
            files++;
        }

        Assert.True(files > 12);
        Assert.Contains("fewer than 5", await app.TextFileAsync("plan/all.html"), StringComparison.Ordinal);
    }
}
