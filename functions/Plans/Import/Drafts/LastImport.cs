using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Plans;

/// <summary>What a plan's last import changed, and from where it can be put back: by numbers in the plan's history, so that no
/// text is kept twice.</summary>
public sealed record LastImport
{
    public required string Plan { get; init; }

    /// <summary>Id of the import's draft: the same press twice is one import.</summary>
    public required string Draft { get; init; }

    /// <summary>UTC, the hub's calendar.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who pressed; the version before kept none.</summary>
    public string By { get; init; } = Acting.Office;

    /// <summary>Number of the plan's history entry before it; 0 for a plan that was new.</summary>
    public required long Before { get; init; }
    public required IReadOnlyList<FormerItem> Items { get; init; }
    public required ImportCounts Counts { get; init; }

    /// <summary>How many items have their first update from it.</summary>
    public int Reported { get; init; }

    /// <summary>Items whose status and progress were not taken.</summary>
    public IReadOnlyList<string> Unreported { get; init; } = [];

    /// <summary>Items whose dates were said to mean something else.</summary>
    public IReadOnlyList<string> Meanings { get; init; } = [];

    /// <summary>Of the plan as the import left it; null until it is complete.</summary>
    public string? Left { get; init; }

    /// <summary>By item that it changed, the number of its newest history entry as the import left it; null for one by the
    /// version before.</summary>
    public IReadOnlyDictionary<string, long>? LeftItems { get; init; }

    /// <summary>The same of the plan itself.</summary>
    public long LeftHeader { get; init; }

    /// <summary>Items that it changed and that stayed when it was undone, for the office had changed them since.</summary>
    public IReadOnlyList<string> Stayed { get; init; } = [];

    /// <summary>The same, noted when its undoing began: of what changes from then on, some is changed by the undoing. Null
    /// before.</summary>
    public IReadOnlyList<string>? StaysOf { get; init; }

    /// <summary>When it was undone (UTC, the hub's calendar); null as long as it was not.</summary>
    public DateTimeOffset? Undone { get; init; }

    /// <summary>Who undid it.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>Whether no update has come to the plan since. What the office has changed since is no obstacle: it
    /// stays.</summary>
    public bool MayBeUndone(StoredPlan plan) => Undone is null && Items.Count > 0 && Left is not null
        && (Left == StateOf(plan) || (LeftItems is not null && !plan.Items.Any(i => IsReportedLater(i, At))));

    /// <summary>Items that it changed and that somebody has changed since.</summary>
    public IReadOnlyList<string> ChangedSince(StoredPlan plan) =>
        LeftItems is not { } left
            ? []
            :
            [
                .. plan
                    .Stored.Where(s => left.TryGetValue(s.Item.Id, out var sequence) && s.Item.Sequence > sequence)
                    .Select(s => s.Item.Id),
            ];

    /// <summary>Items that stay if it is undone now.</summary>
    public IReadOnlyList<string> Staying(StoredPlan plan) => StaysOf ?? ChangedSince(plan);

    /// <summary>The import with what became of its first updates.</summary>
    public LastImport Reporting(ImportResult result) =>
        this with { Reported = result.Import.Reports.Count - result.Unreported.Count, Unreported = result.Unreported };

    /// <summary>The import as it is once it is complete.</summary>
    public LastImport Completed(StoredPlan plan) =>
        this with
        {
            Left = StateOf(plan),
            LeftHeader = plan.Header.Sequence,
            LeftItems = plan
                .Stored.Where(s => Items.Any(i => i.Item == s.Item.Id))
                .ToDictionary(s => s.Item.Id, s => s.Item.Sequence),
        };

    /// <summary>Whether somebody has reported on an item after an instant, not the import itself.</summary>
    public static bool IsReportedLater(PlanItem item, DateTimeOffset at) =>
        item.State.ReceivedAt > at && item.State.Partner != FirstReportCommits.Source;

    /// <summary>Tells whether anything of a plan has changed.</summary>
    public static string StateOf(StoredPlan plan)
    {
        var text = new StringBuilder($"{plan.Header.Sequence}\n");
        foreach (var item in plan.Stored.Select(s => s.Item).OrderBy(i => i.Id, StringComparer.Ordinal))
            text.Append($"{item.Id} {item.Sequence}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <param name="Sequence">Number of the item's newest history entry then; 0 where there was no such item.</param>
/// <param name="Order">Its place in the plan.</param>
/// <param name="Removed">It had left the plan.</param>
public sealed record FormerItem(string Item, long Sequence, int Order, bool Removed);

/// <summary>How many items an import changed.</summary>
/// <param name="Closed">No longer part of the plan.</param>
public sealed record ImportCounts(int Added, int Changed, int Moved, int Closed);
