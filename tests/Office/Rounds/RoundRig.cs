using AngleSharp.Html.Dom;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Tests.Mail;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Office.Rounds;

/// <summary>The real app on 24 May 2022 with the plan "town", whose Board meets on 22 June, a round for it, a provider that the
/// test answers for,
/// and an editor.</summary>
internal sealed class RoundRig : IAsyncDisposable
{
    public const string Rounds = "/office/plans/town/rounds";
    public const string Address = $"{Rounds}/2022-06-22";
    public const string Ask = $"{Address}/ask";

    private RoundRig(HubApp app, Visitor visitor, RecordingMailer mailer, ShiftedClock clock) =>
        (App, Visitor, Mailer, Clock) = (app, visitor, mailer, clock);

    public HubApp App { get; }

    public Visitor Visitor { get; }

    public RecordingMailer Mailer { get; }

    public ShiftedClock Clock { get; }

    public IReadOnlyList<string> SentTo => [.. Mailer.Sent.Select(m => m.To).Order(StringComparer.Ordinal)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="now">A time of the calendar (UTC); without it 8:00 in London on a working day.</param>
    /// <param name="opened">Whether the round for the Board is opened, with the dates that are proposed.</param>
    public static async Task<RoundRig> StartAsync(
        AzuriteFixture azurite, string now = "2022-05-24T07:00:00Z", bool opened = true, Action<IServiceCollection>? more = null,
            string? account = null)
    {
        var (mailer, clock) = (new RecordingMailer(), new ShiftedClock());
        var app = await HubApp.StartAsync(azurite,
            new() { ["Hub__Now"] = now, ["AzureWebJobsStorage"] = account ?? azurite.NewAccount() }, services =>
        {
            services.AddSingleton<TimeProvider>(clock).AddSingleton<IMailer>(mailer);
            more?.Invoke(services);
        });
        var rig = new RoundRig(app, await Visitor.SignedInAsync(app), mailer, clock);
        await rig.PutAsync();
        if (opened)
            await rig.OpenAsync();
        return rig;
    }

    public async Task PutAsync(object? over = null, string status = "adopted")
    {
        var answer = await App.Office.PutJsonAsync("/api/plans/town", over ?? new
        {
            id = "town",
            title = "Town plan",
            status,
            referenceDate = "2022-04-01",
            calendar = new { board = new[] { "2022-06-22" } },
            owners = new object[]
            {
                new { id = "ann", name = "Ann Lee", email = "ann@town.example", deputy = "bo" },
                    new { id = "bo", name = "Bo Day", email = "bo@town.example" },
                new { id = "cy", name = "Cy Roe" },
                    new { id = "dee", name = "Dee Fox", email = "dee@town.example", deputy = "cy" },
            },
            items = new object[]
            {
                new { id = "1", title = "A path", owner = "ann", timescale = "by December 2022" },
                    new { id = "2", title = "A park", owner = "ann", timescale = "by December 2022" },
                new { id = "3", title = "A pool", owner = "dee", timescale = "by December 2022" },
                    new { id = "4", title = "A panel", owner = "cy", timescale = "ongoing" },
                new { id = "5", title = "A pier", partners = new[] { "Harbour Trust" }, timescale = "by December 2022" },
            },
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    public async Task OpenAsync() => await Visitor.SendAsync(await Visitor.OpenAsync(Rounds), Rounds);

    /// <summary>A partner reports on an item.</summary>
    public async Task ReportAsync(string item, Health health = Health.OnTrack)
    {
        var update = new Update { Plan = "town", Deliverable = item, AsAt = App.Get<HubClock>().Now, Health = health };
        var key = Guid.NewGuid().ToString("N");
        var message = new UpdateMessage("harbour", key, key, key, "harbour", [new IndexedUpdate(0, update)]);
        Assert.IsType<MessageResult.Accepted>(await App.Get<IUpdateCommits>().AcceptAsync(message, Stop));
    }

    public Task TickAsync() => App.Get<ReminderJob>().RunAsync(Stop);

    public async Task<RoundState> StateAsync() => (await App.Get<RoundReader>().FindAsync("town", "2022-06-22", Stop))!;

    /// <summary>The cells of the round's list, by owner: who, what to do, asked, chased, answered, bounced, away,
    /// deputy.</summary>
    public async Task<IReadOnlyList<string[]>> ListAsync() => Cells(await Visitor.OpenAsync(Address));

    public static IReadOnlyList<string[]> Cells(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("tbody tr").Select(row => row.Children.Select(c => OneLine.Of(c.TextContent)).ToArray())];

    public async ValueTask DisposeAsync()
    {
        Visitor.Dispose();
        await App.DisposeAsync();
    }
}
