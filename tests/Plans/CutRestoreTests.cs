using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Plans;

/// <summary>Restores that are cut short anywhere.</summary>
public sealed class CutRestoreTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    private const int MostRequests = 60;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_cut_leaves_no_plan_and_the_next_restore_all_of_it(bool after)
    {
        var plan = await hubs.NewPlanAsync(60);
        for (var n = 1; n <= 3; n++)
            Assert.Equal(Outcome.Stored, await ReportAsync(hubs.One, plan, $"d{n}", $"m{n}"));
        var backup = await hubs.One.Office.GetStringAsync($"/api/plans/{plan}/backup", Stop);
        var cuts = new Cuts(hubs.AtOne);
        var requests = await RoundAsync(Cuts.Never);
        Assert.InRange(requests.Count, 5, MostRequests);
        foreach (var at in CutPoints.Of(requests, Cuts.Commit))
        {
            await RoundAsync(at + 1);
            Assert.True(cuts.Struck, $"It did not come to request {at}.");
        }

        async Task<IReadOnlyList<string>> RoundAsync(int at)
        {
            var copy = $"{plan}-{at}{(after ? "a" : "b")}";
            var body = Encoding.UTF8.GetBytes(backup.Replace(plan, copy, StringComparison.Ordinal));
            cuts.Set(at, after);
            await RestoreAsync(hubs.One, copy, body);
            var asked = cuts.Requests;
            cuts.Clear();
            if ((await hubs.Two.Office.GetAsync($"/api/plans/{copy}", Stop)).StatusCode == HttpStatusCode.NotFound)
            {
                Assert.Equal(Outcome.Quarantined, await ReportAsync(hubs.One, copy, "d9", "m9"));
                Assert.Equal(HttpStatusCode.Created, await RestoreAsync(hubs.Two, copy, body));
            }

            Assert.Equal(
                Rows(Encoding.UTF8.GetString(body)),
                Rows(await hubs.Two.Office.GetStringAsync($"/api/plans/{copy}/backup", Stop)));
            Assert.Equal(Outcome.Duplicate, await ReportAsync(hubs.Two, copy, "d1", "m1"));
            Assert.Single(await hubs.HistoryAsync(copy, "d1"));
            return asked;
        }
    }

    [Fact]
    public async Task What_a_cut_restore_left_is_not_part_of_another_backup_of_the_plan()
    {
        var plan = await hubs.NewPlanAsync(60);
        var old = await hubs.One.Office.GetStringAsync($"/api/plans/{plan}/backup", Stop);
        await hubs.PutPlanAsync(plan, 50);
        var now = await hubs.One.Office.GetStringAsync($"/api/plans/{plan}/backup", Stop);
        var copy = $"{plan}-copy";
        var cuts = new Cuts(hubs.AtOne);
        cuts.Set(8, after: true);
        await RestoreAsync(hubs.One, copy, Encoding.UTF8.GetBytes(old.Replace(plan, copy, StringComparison.Ordinal)));
        cuts.Clear();

        Assert.True(cuts.Struck);
        Assert.Equal(
            HttpStatusCode.Created,
            await RestoreAsync(hubs.Two, copy, Encoding.UTF8.GetBytes(now.Replace(plan, copy, StringComparison.Ordinal))));
        Assert.Equal(
            Rows(now.Replace(plan, copy, StringComparison.Ordinal)),
            Rows(await hubs.Two.Office.GetStringAsync($"/api/plans/{copy}/backup", Stop)));
    }

    [Fact]
    public async Task A_plan_is_entered_and_takes_updates_where_a_restore_was_cut_short()
    {
        var plan = await hubs.NewPlanAsync(60);
        Assert.Equal(Outcome.Stored, await ReportAsync(hubs.One, plan, "d1", "m1"));
        var backup = await hubs.One.Office.GetStringAsync($"/api/plans/{plan}/backup", Stop);
        var cuts = new Cuts(hubs.AtOne);
        for (var (at, restored) = (1, false); !restored; at++)
        {
            var copy = $"{plan}-{at}";
            cuts.Set(at, after: true);
            await RestoreAsync(hubs.One, copy, Encoding.UTF8.GetBytes(backup.Replace(plan, copy, StringComparison.Ordinal)));
            restored = !cuts.Struck || await hubs.Two.Plans.FindHeaderAsync(copy, Stop) is not null;
            cuts.Clear();

            await hubs.PutPlanAsync(copy, 3);

            Assert.Equal(3, (await hubs.Two.Office.GetJsonAsync($"/api/plans/{copy}"))["items"]!.AsArray().Count);
            Assert.Equal(Outcome.Stored, await ReportAsync(hubs.Two, copy, "d1", "m9"));
        }
    }

    [Fact]
    public async Task A_plan_that_is_entered_during_a_restore_is_not_written_over()
    {
        var plan = await hubs.NewPlanAsync(60);
        var copy = $"{plan}-entered";
        var backup = (await hubs.One.Office.GetStringAsync($"/api/plans/{plan}/backup", Stop)).Replace(
            plan,
            copy,
            StringComparison.Ordinal);
        var requests = 0;
        hubs.AtOne.Decide = _ =>
        {
            if (Interlocked.Increment(ref requests) == 6)
                hubs.Two.Office.PutJsonAsync($"/api/plans/{copy}", UpdatesHub.Plan(copy, 2))
                    .GetAwaiter()
                    .GetResult()
                    .EnsureSuccessStatusCode();
            return Fate.Delivered;
        };

        var restored = await RestoreAsync(hubs.One, copy, Encoding.UTF8.GetBytes(backup));
        hubs.AtOne.Decide = null;

        Assert.True(requests >= 6);
        Assert.Equal(HttpStatusCode.Conflict, restored);
        Assert.Equal(2, (await hubs.Two.Office.GetJsonAsync($"/api/plans/{copy}"))["items"]!.AsArray().Count);
    }

    private static async Task<Outcome> ReportAsync(HubApp app, string plan, string item, string key)
    {
        var update = new Update
        {
            Plan = plan,
            Deliverable = item,
            AsAt = new(2022, 5, 20, 9, 0, 0, TimeSpan.Zero),
            Health = Health.OnTrack,
        };
        var message = new UpdateMessage("fire", key, "hash", "receipt", "fire", [new IndexedUpdate(0, update)]);
        return Assert
            .IsType<MessageResult.Accepted>(await app.Get<IUpdateCommits>().AcceptAsync(message, Stop))
            .Outcomes[0]
            .Outcome;
    }

    private static async Task<HttpStatusCode> RestoreAsync(HubApp app, string plan, byte[] backup)
    {
        using var content = new ByteArrayContent(backup);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        return (await app.Office.PutAsync($"/api/plans/{plan}/restore", content, Stop)).StatusCode;
    }

    /// <summary>All but the first line, which says when it was taken.</summary>
    private static string Rows(string backup) => backup[backup.IndexOf("{\"key\":", StringComparison.Ordinal)..];
}
