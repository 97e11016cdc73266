using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>The first page of a pack: what it is and its figures, reconciled with the last pack's; and the names behind each
/// movement. Pure.</summary>
internal static class PackSummary
{
    /// <summary>Names in a cell; the files for computers have all.</summary>
    private const int MostNames = 12;

    public static IEnumerable<PackBlock> Of(Pack pack)
    {
        yield return new PackBlock.Heading(1, "Summary");
        yield return new PackBlock.Paragraph(What(pack));
        yield return Totals(pack);
    }

    public static IEnumerable<PackBlock> Movements(Pack pack)
    {
        var moved = pack.Lines.Where(l => l.Became.Count + l.Ceased.Count > 0).ToList();
        if (moved.Count == 0)
            yield break;
        yield return new PackBlock.Heading(1, "Movements since the last pack");
        yield return new PackBlock.Table(
            "The names behind each movement", ["Line", "Became", "Ceased"],
            [.. moved.Select(l => (string[])[PackWords.Of(l.Line), Names(l.Became), Names(l.Ceased)])]);
    }

    private static string What(Pack pack)
    {
        var figures = $"{pack.Plan.Title ?? PackWords.ErasedText}: figures as at {Say.Day(pack.AsAt)}";
        if (pack.Previous is not { } last)
            return $"{figures}. This is the plan’s first pack.";
        var frozen = LondonTime.Say(last.FrozenAt);
        return $"{figures}, compared with the pack for {Say.Day(last.Board)}, frozen on {frozen} (SHA-256 {last.Hash}).";
    }

    private static PackBlock.Table Totals(Pack pack) => pack.Previous is null
        ? new("Deliverables", ["Line", "This pack"],
            [.. pack.Lines.Select(l => (string[])[PackWords.Of(l.Line), PackWords.Figure(l.Now)])], 1)
        : new(
            "Deliverables, reconciled with the last pack", ["Line", "Last pack", "Became", "Ceased", "This pack"],
            [
                .. pack.Lines.Select(l => (string[])
                    [
                        PackWords.Of(l.Line), PackWords.Figure(l.Before ?? 0), $"+{PackWords.Figure(l.Became.Count)}",
                            $"−{PackWords.Figure(l.Ceased.Count)}",
                        PackWords.Figure(l.Now),
                    ]),
            ],
            4);

    private static string Names(IReadOnlyList<PackName> names)
    {
        if (names.Count == 0)
            return "none";
        var shown = string.Join("; ", names.Take(MostNames).Select(n => PackWords.Name(n.Id, n.Title)));
        return names.Count > MostNames ? $"{shown}; and {PackWords.Figure(names.Count - MostNames)} more" : shown;
    }
}
