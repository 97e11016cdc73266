using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>An item on its way through several updates of one transaction.</summary>
internal sealed record ItemDraft(StoredItem Before)
{
    private int _historyBytes;

    public ItemState State { get; init; } = Before.Item.State;
    public IReadOnlyList<HistoryEntry> Entries { get; init; } = [];

    public long Sequence => Before.Item.Sequence + Entries.Count;

    public PlanItem Item => Before.Item with { State = State, Sequence = Sequence };

    public bool LastWasLate => Entries is [.., { Kind: HistoryKind.LateUpdate }];

    public int Operations { get; private init; }

    /// <summary>Of its rows, as they are sent.</summary>
    public int Bytes => Entries.Count == 0 ? 0 : Row.Sent + _historyBytes + (RowSize.Envelope * (Operations - 1 - Entries.Count));

    /// <summary>The item's row as it would be, and the last entry's.</summary>
    public RowSize Row { get; private init; }

    public RowSize LastEntry { get; private init; }

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
            Reason = message.Reason,
            Receipt = message.Receipt,
            Update = update,
            State = late ? null : state,
        };
        var next = this with { State = state, Entries = [.. Entries, entry] };
        var text = HubJson.Store(state);
        var last = RowSize.Of(PlanEntities.ToEntity(update.Plan, Before.Item.Id, entry, late ? null : text));
        return next with
        {
            Row = RowSize.Of(PlanEntities.ToEntity(update.Plan, next.Item, text)),
            LastEntry = last,
            _historyBytes = _historyBytes + last.Sent,
            Operations = next.ToChange().Operations,
        };
    }

    public ItemChange ToChange() => new(Before, Item, Entries);
}
