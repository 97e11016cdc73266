using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Office;

/// <summary>What a checked import says on its page: what changes, each date with its reading, the first updates. Pure.</summary>
public sealed class CheckView
{
    public const int ReadingsShown = 50;
    public const int NamesShown = 100;

    private readonly Dictionary<string, string> _titles;

    public CheckView(
        ImportResult result,
        PlanDifference difference,
        IReadOnlyDictionary<string, string> meanings,
        ITimescaleReader reader,
        DateTimeOffset now)
    {
        Result = result;
        Changes = ImportChanges.Of(result.Before, difference);
        Readings = [
            .. Dated(difference, meanings).Select(i => Read(i, meanings, difference.After, reader, now)).OrderBy(r => r.IsSure)
        ];
        _titles = Titles(result.Before?.Items.Select(i => i.Definition)).Concat(Titles(result.Import.Plan?.Items))
            .GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal);
        HasChange = !difference.IsEmpty || result.Import.Reports.Count > 0;
    }

    public ImportResult Result { get; }

    public ImportChanges Changes { get; }

    /// <summary>Of what is new or has other words, those first that nobody can be sure of.</summary>
    public IReadOnlyList<DateReading> Readings { get; }

    public bool HasChange { get; }

    public IReadOnlyList<FirstReport> Reports => Result.Import.Reports;

    /// <summary>Id and title of an item.</summary>
    public string Named(string item) => _titles.TryGetValue(item, out var title) ? $"{item} {title}" : item;

    private static IEnumerable<PlanItem> Dated(PlanDifference difference, IReadOnlyDictionary<string, string> meanings)
    {
        var read = difference.Lines.Where(
            l => l.Change == "added" || l.Fields.Contains("timescale") || l.Fields.Contains("dates"))
            .Select(l => l.Item).ToHashSet(StringComparer.Ordinal);
        return difference.Changes.Select(c => c.After)
            .Where(i => !i.Removed && !string.IsNullOrWhiteSpace(i.Definition.Timescale))
            .Where(i => read.Contains(i.Id) || meanings.ContainsKey(i.Id));
    }

    private static DateReading Read(
        PlanItem item, IReadOnlyDictionary<string, string> meanings, PlanHeader plan, ITimescaleReader reader, DateTimeOffset now)
    {
        var own = item.State.Reading;
        var meaning = meanings.GetValueOrDefault(item.Id);
        var meant = meaning is null
            ? own
            : item.State.WithMeaning(meaning, Acting.Name, now, plan, item.Definition, reader).Reading;
        return new(item.Id, item.Definition.Title, item.Definition.Timescale!, own, meaning, meant);
    }

    private static IEnumerable<KeyValuePair<string, string>> Titles(IEnumerable<ItemDefinition>? items) =>
        (items ?? []).Select(i => KeyValuePair.Create(i.Id, i.Title));
}

/// <param name="Own">What the hub reads by itself.</param>
/// <param name="Meaning">What the editor says instead; null for nothing.</param>
/// <param name="Meant">What is read of both.</param>
public sealed record DateReading(string Item, string Title, string Words, Reading Own, string? Meaning, Reading Meant)
{
    public bool IsSure =>
        Meaning is not null || (Own.Confidence >= Confidence.Medium && (Own.Due is not null || Own.IsOngoing()));

    /// <summary>Null where no date is read.</summary>
    public string? Said => Of(Meant);

    /// <summary>Other readings, each as words that the hub reads.</summary>
    public IReadOnlyList<string> Others => [.. Likely().Distinct(StringComparer.Ordinal).Where(words => words != Said)];

    private static string? Of(Reading reading) => reading switch
    {
        { Earliest: null, Due: null } => reading.IsOngoing() ? "Ongoing" : null,
        _ when reading.IsOngoing() => $"Ongoing; dated step: {Snapshots.Words.Window(reading.Earliest, reading.Due)}",
        _ => Snapshots.Words.Window(reading.Earliest, reading.Due),
    };

    private IEnumerable<string> Likely()
    {
        if (Own.Earliest is { } first)
            yield return Say.Day(first);
        if (Own.Due is { } last)
            yield return Say.Day(last);
        yield return "Ongoing";
    }
}
