using System.Globalization;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>What an entry takes in storage, and what to shorten where a row would be too large. Pure.</summary>
internal static class EntrySize
{
    private const int MaxRowsSent = PlanCommit.MaxBytes - PlanCommit.Reserved;

    /// <summary>Whether all of it goes in one transaction.</summary>
    public static bool IsOneTransaction(PlanCommit commit) =>
        commit.Operations <= PlanCommit.MaxOperations
        && Header(commit.Plan, commit.Header).Sent
            + commit.Items.Sum(i => Item(commit.Plan, i).Sent)
            + (RowSize.Envelope * (1 + commit.DueNew.Count))
            <= PlanCommit.MaxBytes;

    /// <summary>The larger of an item's rows at rest; all of them on the way.</summary>
    public static RowSize Item(string plan, ItemChange change)
    {
        var state = HubJson.Store(change.After.State);
        var size = RowSize.Of(PlanEntities.ToEntity(plan, change.After, state));
        foreach (var entry in change.Entries)
            size = Both(
                size,
                RowSize.Of(PlanEntities.ToEntity(plan, change.After.Id, entry, entry.State is null ? null : state)));
        var due = Math.Min(change.Operations - 1 - change.Entries.Count, PlanCommit.MaxOperations);
        return size with { Sent = size.Sent + (RowSize.Envelope * due) };
    }

    public static IReadOnlyList<FieldError> Check(string plan, HeaderChange header, IReadOnlyList<ItemChange> items)
    {
        var errors = new List<FieldError>();
        if (Excess(Header(plan, header)) is { } excess)
            errors.Add(
                new(
                    Largest(header.After),
                    "too-large",
                    $"What the plan says beside its items {excess} Shorten or leave out what takes most, or split the plan."));
        foreach (var change in items)
        {
            if (Excess(Item(plan, change)) is { } more)
                errors.Add(
                    new(
                        string.Create(CultureInfo.InvariantCulture, $"/items/{change.After.Order}"),
                        "too-large",
                        $"With what was reported on it, this item {more} Shorten its texts or name fewer measures."));
        }

        return errors;
    }

    /// <summary>Why a change of one item does not fit; null when it does.</summary>
    public static FieldError? Refusal(string plan, ItemChange change) => Excess(Item(plan, change)) is { } excess
        ? new("/meaning", "too-large", $"With what was reported on it, this item {excess} Use other words.")
        : null;

    private static RowSize Header(string plan, HeaderChange? change) =>
        change switch
        {
            null => default,
            { Entry: { } entry } => Both(
                RowSize.Of(PlanEntities.ToEntity(plan, change)),
                RowSize.Of(PlanEntities.ToEntity(plan, StoredHeader.HistoryId, entry, state: null))),
            _ => RowSize.Of(PlanEntities.ToEntity(plan, change)),
        };

    private static RowSize Both(RowSize one, RowSize other) => new(Math.Max(one.Stored, other.Stored), one.Sent + other.Sent);

    private static string? Excess(RowSize size) =>
        size.Stored > RowSize.MaxStored ? Excess(size.Stored, RowSize.MaxStored)
        : size.Sent > MaxRowsSent ? Excess(size.Sent, MaxRowsSent)
        : null;

    private static string Excess(int bytes, int most) =>
        string.Create(CultureInfo.InvariantCulture, $"would take {bytes} bytes in storage, and at most {most} fit.");

    private static string Largest(PlanHeader header) => new (string Pointer, int Length)[]
    {
        ("/owners", HubJson.Store(header.Owners).Length),
        ("/organisations", HubJson.Store(header.Organisations).Length),
        ("/calendar", HubJson.Store(header.Calendar).Length),
        ("/publication", HubJson.Store(header.Publication).Length),
    }.MaxBy(p => p.Length).Pointer;
}
