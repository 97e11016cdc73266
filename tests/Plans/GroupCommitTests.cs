using System.Globalization;
using Azure;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Plans;

public sealed class GroupCommitTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Noon = new(2022, 5, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly HubClock _clock = new(TimeProvider.System, Noon);

    [Fact]
    public async Task The_same_message_again_is_a_duplicate_and_changes_nothing()
    {
        var store = await PlanAsync();
        using var commits = new GroupCommit(store, new TimescaleReader(), _clock);
        using var another = new GroupCommit(store, new TimescaleReader(), _clock);

        var first = await AcceptAsync(commits, Message("m1", Report("1.1", 0)));
        var here = await AcceptAsync(commits, Message("m1", Report("1.1", 0)));
        var elsewhere = await AcceptAsync(another, Message("m1", Report("1.1", 0)));

        Assert.Equal(
            [Outcome.Stored, Outcome.Duplicate, Outcome.Duplicate],
            [Only(first).Outcome, Only(here).Outcome, Only(elsewhere).Outcome]);
        Assert.Equal([2, 2, 2], [Only(first).Sequence, Only(here).Sequence, Only(elsewhere).Sequence]);
        Assert.Equal(2, (await store.FindItemAsync("town", "1.1", Stop))!.Item.Sequence);
    }

    [Fact]
    public async Task A_known_key_with_another_body_is_refused_whoever_remembers_it()
    {
        var store = await PlanAsync();
        using var commits = new GroupCommit(store, new TimescaleReader(), _clock);
        using var another = new GroupCommit(store, new TimescaleReader(), _clock);
        await AcceptAsync(commits, Message("m1", Report("1.1", 0)));

        var other = Message("m1", Report("1.2", 0)) with { BodyHash = "other" };

        Assert.IsType<MessageResult.DifferentBody>(await commits.AcceptAsync(other, Stop));
        Assert.IsType<MessageResult.DifferentBody>(await another.AcceptAsync(other, Stop));
        Assert.Equal(1, (await store.FindItemAsync("town", "1.2", Stop))!.Item.Sequence);
    }

    [Fact]
    public async Task An_older_update_goes_to_the_history_and_never_over_newer_state()
    {
        var store = await PlanAsync();
        using var commits = new GroupCommit(store, new TimescaleReader(), _clock);
        await AcceptAsync(commits, Message("new", Report("1.1", minutes: 60)));

        var late = await AcceptAsync(commits, Message("old", Report("1.1", minutes: 0)));

        Assert.Equal(Outcome.Late, Only(late).Outcome);
        var item = (await store.FindItemAsync("town", "1.1", Stop))!.Item;
        Assert.Equal(Noon.AddMinutes(60), item.State.AsAt);
        Assert.Equal([3, 2, 1], (await store.HistoryAsync("town", "1.1", null, 10, Stop)).Select(h => h.Sequence));
    }

    [Fact]
    public async Task Sixty_four_writers_to_one_item_through_two_instances_lose_nothing()
    {
        var store = await PlanAsync();
        using var one = new GroupCommit(store, new TimescaleReader(), _clock);
        using var two = new GroupCommit(store, new TimescaleReader(), _clock);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(n =>
            AcceptAsync(n % 2 == 0 ? one : two, Message($"m{n}", Report("1.1", minutes: n * 7 % 64)))));

        var sequences = outcomes.Select(o => Only(o).Sequence!.Value).Order();
        Assert.Equal(Enumerable.Range(2, 64).Select(n => (long)n), sequences);
        var item = (await store.FindItemAsync("town", "1.1", Stop))!.Item;
        Assert.Equal(65, item.Sequence);
        Assert.Equal(Noon.AddMinutes(63), item.State.AsAt);
    }

    [Fact]
    public async Task A_message_of_many_updates_is_stored_whole_and_each_update_has_its_own_outcome()
    {
        var store = await PlanAsync(items: 120);
        using var commits = new GroupCommit(store, new TimescaleReader(), _clock);
        var updates = Enumerable
            .Range(1, 120)
            .Select(n => Report(string.Create(CultureInfo.InvariantCulture, $"1.{n}"), 0))
            .Append(Report("9.9", 0))
            .ToArray();

        var first = await AcceptAsync(commits, Message("m1", updates));

        Assert.Equal(120, first.Outcomes.Count(o => o.Outcome == Outcome.Stored));
        Assert.Equal("unknown-deliverable", Assert.Single(first.Outcomes, o => o.Outcome == Outcome.Quarantined).Errors![0].Code);
        using var another = new GroupCommit(store, new TimescaleReader(), _clock);
        var again = await AcceptAsync(another, Message("m1", updates));
        Assert.Equal(120, again.Outcomes.Count(o => o.Outcome == Outcome.Duplicate));
    }

    [Fact]
    public async Task The_same_message_sent_by_many_at_once_is_stored_once()
    {
        var store = await PlanAsync();
        using var one = new GroupCommit(store, new TimescaleReader(), _clock);
        using var two = new GroupCommit(store, new TimescaleReader(), _clock);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(n => AcceptAsync(n % 2 == 0 ? one : two, Message("m1", Report("1.1", 0)))));

        Assert.Single(results, r => Only(r).Outcome == Outcome.Stored);
        Assert.Equal(2, (await store.FindItemAsync("town", "1.1", Stop))!.Item.Sequence);
    }

    [Fact]
    public async Task An_answer_lost_after_the_commit_fails_the_message_and_its_repeat_finds_it_stored()
    {
        var store = await PlanAsync();
        using var commits = new GroupCommit(new LosesAnswers(store), new TimescaleReader(), _clock);

        await Assert.ThrowsAsync<RequestFailedException>(() => AcceptAsync(commits, Message("m1", Report("1.1", 0))));
        var again = await AcceptAsync(commits, Message("m1", Report("1.1", 0)));

        Assert.Equal(Outcome.Duplicate, Only(again).Outcome);
        Assert.Equal(2, (await store.FindItemAsync("town", "1.1", Stop))!.Item.Sequence);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static UpdateOutcome Only(MessageResult.Accepted result) => Assert.Single(result.Outcomes);

    private static async Task<MessageResult.Accepted> AcceptAsync(GroupCommit commits, UpdateMessage message) =>
        Assert.IsType<MessageResult.Accepted>(await commits.AcceptAsync(message, Stop));

    private static UpdateMessage Message(string key, params Update[] updates) =>
        new("council", key, "hash", "receipt-" + key, "council", [.. updates.Select((u, i) => new IndexedUpdate(i, u))]);

    private static Update Report(string item, int minutes) => new()
    {
        Plan = "town",
        Deliverable = item,
        AsAt = Noon.AddMinutes(minutes),
        Health = Health.OnTrack,
        Summary = string.Create(CultureInfo.InvariantCulture, $"As at minute {minutes}."),
    };

    private async Task<TablePlanStore> PlanAsync(int items = 2)
    {
        var tables = AzuriteFixture.Connect(azurite.NewAccount()).Tables;
        await tables.CreateTableIfNotExistsAsync(TablePlanStore.TableName, Stop);
        await tables.CreateTableIfNotExistsAsync(TableChangeHints.TableName, Stop);
        var store = new TablePlanStore(tables, new TableChangeMarkers(tables, new TableChangeHints(tables, TimeProvider.System)));
        var plan = new PlanDefinition
        {
            Id = "town",
            Title = "Town plan",
            ReferenceDate = new(2022, 1, 1),
            Items =
            [
                .. Enumerable
                    .Range(1, items)
                    .Select(n => new ItemDefinition
                    {
                        Id = string.Create(CultureInfo.InvariantCulture, $"1.{n}"),
                        Title = "A deliverable",
                    }),
            ],
        };
        Assert.NotNull(await new PlanEntry(store, new TimescaleReader(), _clock).EnterAsync(plan, Stop));
        return store;
    }

    /// <summary>The first commit is stored, but its answer never arrives.</summary>
    private sealed class LosesAnswers(IPlanStore store) : IPlanStore
    {
        private bool _lost;

        public async Task<CommitResult> CommitAsync(PlanCommit commit, CancellationToken stop)
        {
            var result = await store.CommitAsync(commit, stop);
            if (_lost)
                return result;
            _lost = true;
            throw new RequestFailedException(0, "The connection was lost.");
        }

        public Task<IReadOnlyList<string>> ListAsync(CancellationToken stop) => store.ListAsync(stop);

        public Task<StoredPlan?> FindAsync(string plan, CancellationToken stop) => store.FindAsync(plan, stop);

        public Task<StoredHeader?> FindHeaderAsync(string plan, CancellationToken stop) => store.FindHeaderAsync(plan, stop);

        public Task<StoredItem?> FindItemAsync(string plan, string item, CancellationToken stop) =>
            store.FindItemAsync(plan, item, stop);

        public Task<IReadOnlyList<StoredItem>> FindItemsAsync(string plan, string first, string last, CancellationToken stop) =>
            store.FindItemsAsync(plan, first, last, stop);

        public Task<IReadOnlyList<HistoryEntry>> HistoryAsync(
            string plan,
            string item,
            long? before,
            int take,
            CancellationToken stop) => store.HistoryAsync(plan, item, before, take, stop);

        public IAsyncEnumerable<DueEntry> DueAsync(string plan, DateOnly from, DateOnly until, CancellationToken stop) =>
            store.DueAsync(plan, from, until, stop);

        public Task<IReadOnlyList<Acceptance>> AcceptancesAsync(string plan, string source, string key, CancellationToken stop) =>
            store.AcceptancesAsync(plan, source, key, stop);
    }
}
