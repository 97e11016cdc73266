using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>An item on its way through several updates of one transaction.</summary>
internal sealed record ItemDraft(StoredItem Before)
{
    public ItemState State { get; init; } = Before.Item.State;
    public IReadOnlyList<HistoryEntry> Entries { get; init; } = [];

    public long Sequence => Before.Item.Sequence + Entries.Count;

    public bool LastWasLate => Entries is [.., { Kind: HistoryKind.LateUpdate }];

    public int Operations => ToChange().Operations;

    public ItemDraft With(Update update, UpdateMessage message, PlanHeader? plan, ITimescaleReader reader, DateTimeOffset now)
    {
        now = message.ReceivedAt ?? now;
        var late = UpdateRules.IsLate(State, update);
        var state = late ? State : UpdateRules.Apply(State, update, message.By, now, plan, reader);
        var entry = new HistoryEntry
        {
            Sequence = Sequence + 1,
            Kind = late ? HistoryKind.LateUpdate : HistoryKind.Update,
            At = now,
            By = message.By,
            Receipt = message.Receipt,
            Update = update,
            State = late ? null : state,
        };
        return this with { State = state, Entries = [.. Entries, entry] };
    }

    public ItemChange ToChange() => new(Before, Before.Item with { State = State, Sequence = Sequence }, Entries);
}
