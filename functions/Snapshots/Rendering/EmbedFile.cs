using System.Globalization;
using System.Text.Json.Serialization;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary><c>embed.json</c>: what <c>embed.js</c> shows of a plan, in one small file. An allow-list of what the snapshot
/// says.</summary>
/// <param name="Hash">Of the snapshot.</param>
/// <param name="Deliverables">Counts of the items that have none below them.</param>
/// <param name="Count">How many of them there are; <paramref name="Items"/> are the first in the plan's order.</param>
public sealed record EmbedFile(
    string Schema,
    EmbedPlan Plan,
    DateTimeOffset AsAt,
    long Sequence,
    string Hash,
    PlanTotals Deliverables,
    int Count,
    IReadOnlyList<EmbedItem> Items)
{
    public const string Name = "embed.json";

    /// <summary>Bytes.</summary>
    public const int MaxSize = 4_000;

    /// <summary>As many as <c>embed.js</c> shows unless told otherwise.</summary>
    private const int MaxItems = 10;
    private const int MaxText = 160;

    /// <summary>Left out where none applies.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OnHold { get; init; }

    public static byte[] Of(SnapshotView view)
    {
        var now = view.Now;
        var headings = now.Items.Select(i => i.Parent).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var leaves = now.Items.Where(i => !headings.Contains(i.Id)).ToList();
        for (var (shown, text) = (MaxItems, MaxText); ; (shown, text) = text > 0 ? (shown, text / 2) : (shown - 1, text))
        {
            var items = leaves.Take(shown).Select(item => EmbedItem.Of(item, text));
            var plan = new EmbedPlan(now.Plan.Id, now.Plan.Title, now.Plan.Organisation)
            {
                Language = now.Plan.Publication?.Language,
                Own = now.Plan.Publication?.Language is null || view.Voice.OwnIsEnglish ? null : PlanLanguage.Cy,
            };
            var json = CanonicalJson.Write(new EmbedFile(
                "embed/1", plan, now.AsAt, now.Sequence, now.Hash, now.Deliverables ?? now.Totals, leaves.Count, [.. items])
            {
                OnHold = view.IsOnHold,
            });
            if (json.Length <= MaxSize || shown == 0)
                return json;
        }
    }

    /// <summary>The first so many characters as readers count them.</summary>
    public static string Cut(string text, int max)
    {
        var whole = new StringInfo(text);
        return whole.LengthInTextElements <= max ? text : whole.SubstringByTextElements(0, max).TrimEnd() + "…";
    }
}

public sealed record EmbedPlan(string Id, string Title, string? Organisation)
{
    /// <summary>Of the fixed words, unless the host page says another; left out for English.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlanLanguage? Language { get; init; }

    /// <summary>Of the plan's own words, where they are Welsh.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlanLanguage? Own { get; init; }
}

/// <param name="Title">Empty when it is held back.</param>
/// <param name="Summary">Its beginning, where there is room.</param>
public sealed record EmbedItem(
    string Id, string Title, Standing Standing, bool Overdue, bool Ongoing, DateOnly? Due,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Summary)
{
    private const int MaxTitle = 120;

    /// <param name="text">Characters of its report.</param>
    public static EmbedItem Of(PublicItem item, int text) => new(
        item.Id, EmbedFile.Cut(item.Title, MaxTitle), item.Standing, item.Overdue, item.Ongoing, item.Due,
        item.Summary is { } summary && text > 0 ? EmbedFile.Cut(summary, text) : null);
}
