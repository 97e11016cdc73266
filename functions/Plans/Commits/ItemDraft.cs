using HubFunctions.Http;
using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>An item on its way through several updates of one transaction.</summary>
internal sealed record ItemDraft(StoredItem Before)
{
    public ItemState State { get; init; } = Before.Item.State;
    public IReadOnlyList<HistoryEntry> Entries { get; init; } = [];

    public long Sequence => Before.Item.Sequence + Entries.Count;

    public PlanItem Item => Before.Item with { State = State, Sequence = Sequence };

    private bool LastWasLate => Entries is [.., { Kind: HistoryKind.LateUpdate }];

    /// <summary>What came of the last update.</summary>
    public Outcome LastOutcome => LastWasLate ? Outcome.Late : Outcome.Stored;

    public int Operations => Change?.Operations ?? 0;

    /// <summary>Of its rows, as they are sent.</summary>
    public int Bytes => Rows is null
        ? 0
        : Rows.ItemSize.Sent + Rows.HistoryBytes + (RowSize.Envelope * (Operations - 1 - Entries.Count));

    /// <summary>Null until there is an update; so are its rows.</summary>
    public DraftedChange? Change { get; private init; }

    public ItemEntities? Rows => Change?.Rows;

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
        var item = next.Item;
        var rows = ItemEntities.After(Rows, update.Plan, item, entry);
        return next with { Change = new DraftedChange(Before, item, next.Entries, rows) };
    }

    /// <summary>What its sender is told of the last update beside <see cref="LastOutcome"/>.</summary>
    public IReadOnlyList<FieldError> Doubts(Update update, PlanHeader? plan, ITimescaleReader reader) =>
        LastWasLate ? [UpdateRules.LateDoubt(State)] : UpdateRules.Doubts(update, Before.Item, plan, reader);
}
