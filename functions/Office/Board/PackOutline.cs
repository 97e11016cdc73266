using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>A pack as people read it, part by part. Pure.</summary>
public static class PackOutline
{
    /// <summary>Entries of a part that are printed; the files for computers have all.</summary>
    private const int Most = 300;

    public static IReadOnlyList<PackBlock> Of(Pack pack, IReadOnlyList<PackSupplement> supplements) =>
    [
        .. PackSummary.Of(pack), .. Decisions(pack), new PackBlock.PageBreak(), .. PackSummary.Movements(pack),
            .. Exceptions(pack),
        .. NotReplied(pack), .. Gaps(pack), .. Changes(pack), .. Supplements(supplements),
    ];

    private static IEnumerable<PackBlock> Decisions(Pack pack)
    {
        yield return new PackBlock.Heading(1, "Decisions needed");
        if (pack.Decisions.Count == 0)
            yield return new PackBlock.Paragraph("None.");
        else
            yield return new PackBlock.Bullets([.. pack.Decisions
                .Select(d => $"Decision {d.Id}: {d.Text ?? PackWords.ErasedText}")]);
    }

    private static IEnumerable<PackBlock> Exceptions(Pack pack)
    {
        yield return new PackBlock.Heading(1, "Exceptions");
        if (pack.Exceptions.Count == 0)
            yield return new PackBlock.Paragraph("No deliverable is overdue, off track, at risk or without a report in time.");
        foreach (var exception in pack.Exceptions.Take(Most))
            yield return new PackBlock.Entry(PackWords.Name(exception.Id, exception.Title), [.. Facts(exception)]);
        foreach (var rest in Rest(pack.Exceptions.Count))
            yield return rest;
    }

    private static IEnumerable<(string Name, string Value)> Facts(PackException exception)
    {
        yield return ("Why", PackWords.Why(exception));
        yield return ("Owner", PackWords.Owner(exception.Owner));
        yield return ("Due", Say.Day(exception.Due));
        yield return ("New date", PackWords.NewDate(exception.Forecast, exception.NewDate) ?? "none given");
        yield return ("Last report",
            PackWords.Reported(exception.LastReported) + (exception.Source is { } source ? $", by {source}" : ""));
        if (exception.Summary is { } words)
            yield return ("In their words", words);
        if (exception.Risks is { } risks)
            yield return ("Risks", risks);
        yield return ("Remedial action", exception.Next ?? "none given");
    }

    private static IEnumerable<PackBlock> NotReplied(Pack pack)
    {
        yield return new PackBlock.Heading(1, "Who did not reply");
        if (pack.NotReplied.Count == 0)
        {
            yield return new PackBlock.Paragraph("Every report that was due has come in.");
            yield break;
        }

        yield return new PackBlock.Table(
            "Deliverables without a report in time, by owner", ["Owner", "Deliverable", "Report was due", "Last report"],
            [
                .. pack.NotReplied.OrderBy(s => PackWords.Owner(s.Owner), StringComparer.OrdinalIgnoreCase).Take(Most)
                    .Select(s => (string[])
                    [PackWords.Owner(s.Owner), PackWords.Name(s.Id, s.Title), Say.Day(s.ReportDue),
                        PackWords.Reported(s.LastReported)]),
            ]);
        foreach (var rest in Rest(pack.NotReplied.Count))
            yield return rest;
    }

    private static IEnumerable<PackBlock> Gaps(Pack pack)
    {
        foreach (var line in (PackLineKind[])[PackLineKind.Undated, PackLineKind.Unowned])
        {
            var names = pack.Deliverables.Where(d => Reconciliation.IsIn(line, d)).Select(d => PackWords.Name(d.Id, d.Title))
                .ToList();
            if (names.Count == 0)
                continue;
            yield return new PackBlock.Heading(1, PackWords.Of(line));
            yield return new PackBlock.Bullets([.. names.Take(Most)]);
            foreach (var rest in Rest(names.Count))
                yield return rest;
        }
    }

    private static IEnumerable<PackBlock> Changes(Pack pack)
    {
        yield return new PackBlock.Heading(1, "What changed since the last pack");
        if (pack.Previous is null)
            yield return new PackBlock.Paragraph("This is the plan’s first pack, so there is nothing to compare it with.");
        else if (pack.Changes.Count == 0)
            yield return new PackBlock.Paragraph("Nothing.");
        foreach (var change in pack.Changes.Take(Most))
            yield return new PackBlock.Entry(PackWords.Name(change.Id, (change.After ?? change.Before)?.Title),
                [.. Facts(change)]);
        foreach (var rest in Rest(pack.Changes.Count))
            yield return rest;
        if (pack.HistoriesNotRead > 0)
            yield return new PackBlock.Paragraph(
                $"For {WorkLine.Count(pack.HistoriesNotRead, "deliverable")} more, approvals and reports are not listed.");
    }

    internal static IEnumerable<(string Name, string Value)> Facts(PackChange change)
    {
        if (change.Before is null)
            yield return ("Change", "New in the plan");
        if (change.After is null)
            yield return ("Change", "No longer a deliverable of the plan");
        foreach (var (what, from, to) in PackChanges.Differences(change))
            yield return (what, $"{from} → {to}");
        foreach (var approval in change.Approvals)
            yield return ("Approved",
                $"another date, on {Say.Day(approval.On)} by {approval.By}: {approval.Text ?? PackWords.ErasedText}");
        if (change.Reports > 0)
            yield return ("Reports", PackWords.Figure(change.Reports));
    }

    private static IEnumerable<PackBlock> Supplements(IReadOnlyList<PackSupplement> supplements)
    {
        if (supplements.Count > 0)
            yield return new PackBlock.Heading(1, "Supplements to this pack");
        foreach (var one in supplements)
        {
            yield return new PackBlock.Entry(
                $"Supplement {one.Number}, {LondonTime.Say(one.FrozenAt)}, {one.FrozenBy}",
                [
                    .. one.About is { Length: > 0 } about ? [("About", about)] : Array.Empty<(string, string)>(),
                    ("Reason", one.Reason ?? PackWords.ErasedText), ("Text", one.Text ?? PackWords.ErasedText),
                ]);
        }
    }

    private static IEnumerable<PackBlock> Rest(int count)
    {
        if (count > Most)
            yield return new PackBlock.Paragraph(
                $"{PackWords.Figure(count - Most)} more are in the CSV and JSON files of this pack.");
    }
}
