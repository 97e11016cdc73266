using System.Net;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Office.Rounds;

/// <summary>Asking all asks deputies in place of owners who are away, and names who is left out; who pressed is in the
/// audit.</summary>
public sealed class RoundAwayTests(AzuriteFixture azurite)
{
    private const string Until = "2022-06-03T16:00:00Z";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_deputy_is_asked_in_place_of_an_owner_who_is_away()
    {
        await using var rig = await RigAsync("ann@town.example");
        var row = (await rig.ListAsync()).Single(r => r[0].StartsWith("Ann Lee", StringComparison.Ordinal));
        Assert.Equal("automatic reply until 3 June 2022", row[6]);

        var preview = await rig.Visitor.OpenAsync(RoundRig.Ask);
        Assert.Contains("To Bo Day, in place of Ann Lee", OneLine.Of(preview.Body!.TextContent), StringComparison.Ordinal);
        var (status, _) = await rig.Visitor.SendAsync(preview, RoundRig.Ask);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["bo@town.example", "dee@town.example"], rig.SentTo);
    }

    [Fact]
    public async Task Who_is_away_with_nobody_to_stand_in_is_named_and_may_be_asked_alone()
    {
        await using var rig = await RigAsync("ann@town.example", "bo@town.example", "dee@town.example");
        var preview = await rig.Visitor.OpenAsync(RoundRig.Ask);
        var text = OneLine.Of(preview.Body!.TextContent);
        Assert.Contains("Nobody would get mail.", text, StringComparison.Ordinal);
        Assert.Contains("Ann Lee: away, and no deputy can be asked", text, StringComparison.Ordinal);
        Assert.Contains("Harbour Trust: nobody to ask: name an owner", text, StringComparison.Ordinal);

        await rig.Visitor.SendAsync(await rig.Visitor.OpenAsync($"{RoundRig.Ask}?owner=ann"), RoundRig.Ask);

        Assert.Equal(["ann@town.example"], rig.SentTo);
    }

    [Fact]
    public async Task Who_comes_back_after_the_preview_is_looked_at_again()
    {
        var directory = new Directory("ann@town.example");
        await using var rig = await RoundRig.StartAsync(azurite, more: services => services.AddSingleton<IDirectory>(directory));
        var preview = await rig.Visitor.OpenAsync(RoundRig.Ask);
        directory.Away = [];

        var (status, _) = await rig.Visitor.SendAsync(preview, RoundRig.Ask);

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Empty(rig.Mailer.Sent);
    }

    [Fact]
    public async Task A_persons_page_says_until_when_and_who_stands_in()
    {
        await using var rig = await RigAsync("ann@town.example");
        var list = OneLine.Of((await rig.Visitor.OpenAsync("/office/people")).Body!.TextContent);
        var person = OneLine.Of((await rig.Visitor.OpenAsync("/office/people/town/ann")).Body!.TextContent);

        Assert.Contains("Away until 3 June 2022", list, StringComparison.Ordinal);
        Assert.Contains(
            "Automatic replies are on until 3 June 2022. Until they are off, reminders go to Bo Day.",
            person,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_tells_who_asked_in_which_round()
    {
        await using var rig = await RigAsync();
        using var bo = await Visitor.SignedInAsync(rig.App, "Bo Day");
        await bo.SendAsync(await bo.OpenAsync(RoundRig.Ask), RoundRig.Ask);

        var cards = (await rig.Visitor.OpenAsync("/office/audit?plan=town")).QuerySelectorAll(".office-card")
            .Select(c => OneLine.Of(c.TextContent)).ToList();
        var csv = await rig.Visitor.Client.GetStringAsync("/office/audit/audit.csv?plan=town", Stop);

        Assert.Contains(cards, c => c.Contains("Asked for answers in a round", StringComparison.Ordinal)
            && c.Contains("by office: Bo Day · 2 mails, for the Board of 22 June 2022", StringComparison.Ordinal));
        Assert.Contains("office: Bo Day", csv, StringComparison.Ordinal);
        Assert.Empty((await rig.App.Get<TableRounds>().ActsBetweenAsync(
            "town", new(2022, 5, 1, 0, 0, 0, TimeSpan.Zero), new(2022, 5, 2, 0, 0, 0, TimeSpan.Zero), Stop)));
    }

    private Task<RoundRig> RigAsync(params string[] away) =>
        RoundRig.StartAsync(azurite, more: services => services.AddSingleton<IDirectory>(new Directory(away)));

    private sealed class Directory(params string[] away) : IDirectory, IAbsences
    {
        public IReadOnlyList<string> Away { get; set; } = away;

        public Task<IReadOnlySet<string>> AwayAsync(
            IReadOnlyCollection<string> addresses,
            DateTimeOffset now,
            CancellationToken stop) => Task.FromResult<IReadOnlySet<string>>(Away.Intersect(addresses).ToHashSet());

        public Task<IReadOnlyList<Absence>> AbsencesAsync(
            IReadOnlyCollection<string> addresses, DateTimeOffset now, CancellationToken stop) =>
            Task.FromResult<IReadOnlyList<Absence>>([.. Away.Intersect(addresses).Select(a =>
                new Absence(a, DateTimeOffset.Parse(Until, System.Globalization.CultureInfo.InvariantCulture)))]);

        public Task<Person?> ManagerAsync(string address, CancellationToken stop) => Task.FromResult<Person?>(null);
    }
}
