using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Tests.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Plans;

/// <summary>Dates that people enter lie between 1990 and 2100; those that were stored before the bound stop nothing.</summary>
public sealed class DateBoundTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"referenceDate":"9998-01-01"}""", "/referenceDate")]
    [InlineData("""{"referenceDate":"1989-12-31"}""", "/referenceDate")]
    [InlineData("""{"calendar":{"board":["2022-01-01","0001-01-01"]}}""", "/calendar/board/1")]
    [InlineData("""{"calendar":{"municipalYear":{"2022":"9999-12-31"}}}""", "/calendar/municipalYear/2022")]
    [InlineData("""{"calendar":{"terms":{"spring 2025":"2101-01-01"}}}""", "/calendar/terms/spring 2025")]
    [InlineData("""{"calendar":{"legend":{"short/term":"0001-01-01"}}}""", "/calendar/legend/short~1term")]
    [InlineData("""{"calendar":{"events":{"election":"0001-01-01"}}}""", "/calendar/events/election")]
    [InlineData("""{"calendar":{"planStart":"9999-12-31"}}""", "/calendar/planStart")]
    public async Task Refuses_a_date_of_a_plan_that_is_out_of_range(string part, string pointer)
    {
        await using var app = await HubApp.StartAsync(azurite);
        var plan = JsonNode.Parse("""{"id":"town","title":"Town","referenceDate":"2022-01-01"}""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(part)!.AsObject())
            plan[name] = value!.DeepClone();

        var answer = await app.Office.PutJsonAsync("/api/plans/town", plan);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointer, (await answer.JsonAsync()).Error().Text("pointer"));
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public async Task Refuses_an_approved_date_and_an_instant_of_reminders_that_are_out_of_range(string date)
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.PutAsync("town", 1);
        using var patch = new HttpRequestMessage(HttpMethod.Patch, "/api/plans/town/items/d1")
        {
            Content = new StringContent(
                $$"""{"approved":{"complete":"{{date}}"},"reason":"Agreed"}""",
                Encoding.UTF8,
                "application/json"),
        };
        patch.Headers.Add("If-Match", "*");

        var approved = await app.Office.SendAsync(patch, Stop);
        var asOf = await app.Office.PostAsync($"/api/reminders?dryRun=true&asOf={date}T08:00:00Z", null, Stop);

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], [approved.StatusCode, asOf.StatusCode]);
        Assert.Equal("/approved/complete", (await approved.JsonAsync()).Error().Text("pointer"));
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("9998-06-01")]
    public async Task Dates_stored_before_the_bound_stop_neither_publication_nor_reminders(string date)
    {
        await using var app = await HubApp.StartAsync(azurite);
        var day = DateOnly.ParseExact(date, "yyyy-MM-dd");
        await app.PutAsync("bad", 2);
        await app.PutAsync("good", 2);
        var stored = (await app.Plans.FindAsync("bad", Stop))!;
        var owner = new Owner { Id = "ann", Name = "Ann", Email = "ann@example.org" };
        var plan = stored.Plan with
        {
            ReferenceDate = day,
            Owners = [owner],
            Calendar = stored.Plan.Calendar with { Board = [day, new(2022, 5, 26)] },
        };
        var item = stored.Stored[0].Item;
        item = item with
        {
            Sequence = 2,
            Definition = item.Definition with { Owner = "ann" },
            State = item.State with
            {
                Milestones =
                [
                    .. item.State.Milestones.Select(m => m with { Due = day, RemindBy = day, Original = day, Earliest = day }),
                ],
            },
        };
        var said = new HistoryEntry
        {
            Sequence = 2,
            Kind = HistoryKind.Definition,
            At = default,
            By = "office",
            Plan = plan,
            Definition = item.Definition,
            State = item.State,
        };
        var old = new PlanCommit("bad")
        {
            Header = new HeaderChange(stored.Header, plan, null, said with { State = null, Definition = null }),
            Items = [new ItemChange(stored.Stored[0], item, [said with { Plan = null }])],
        };
        Assert.IsType<CommitResult.Committed>(await app.Plans.CommitAsync(old, Stop));

        Assert.Equal("published", (await app.PublishAsync("bad")).Text("outcome"));
        Assert.Equal("published", (await app.PublishAsync("good")).Text("outcome"));
        (await app.Office.PostAsync("/api/reminders?dryRun=true&asOf=2022-06-14T09:00:00Z", null,
            Stop)).EnsureSuccessStatusCode();
        (await app.Office.PostAsync("/api/reminders?asOf=2022-06-14T09:00:00Z", null, Stop)).EnsureSuccessStatusCode();
        (await app.Office.GetAsync("/api/plans/bad", Stop)).EnsureSuccessStatusCode();
        await app.PutAsync("bad", 3);
        Assert.Equal("published", (await app.PublishAsync("bad")).Text("outcome"));
        Assert.Equal(2, await app.WholeAsync("bad"));
    }
}
