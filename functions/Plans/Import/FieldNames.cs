namespace HubFunctions.Plans;

/// <summary>Names that people give to columns, folded; the likeliest first. Pure.</summary>
internal static class FieldNames
{
    private static readonly (ImportField Field, string[] Names)[] Known =
    [
        (
            ImportField.Reference,
            [
                "id", "ref", "reference", "ref no", "ref number", "reference number", "reference no", "no", "number", "item no",
                "item number", "action no", "action ref", "action id", "action number", "deliverable no", "deliverable ref",
                "deliverable id", "item id", "item ref", "item", "unique ref", "unique id", "code",
            ]),
        (ImportField.Parent, ["parent", "parent id", "parent ref", "parent reference", "part of", "belongs to"]),
        (ImportField.Level, ["level"]),
        (ImportField.Label, ["label", "type"]),
        (
            ImportField.Title,
            [
                "title", "deliverable", "deliverables", "deliverable s", "action", "actions", "key action", "key actions",
                "commitment", "commitments", "what", "what we will do", "we will", "task", "tasks", "activity", "activities",
                "initiative", "project", "action required", "deliverable title", "action title", "name", "description",
                "milestone", "objective",
            ]),
        (
            ImportField.Group,
            [
                "theme", "priority", "priorities", "outcome", "objective", "aim", "ambition", "focus area", "strategic priority",
                "strategic objective", "priority area", "workstream", "programme", "pillar", "goal", "section", "category",
                "action", "commitment", "priority for action", "strand",
            ]),
        (ImportField.OwnerId, ["owner id"]),
        (
            ImportField.Owner,
            [
                "owner", "owners", "lead", "leads", "lead officer", "lead officers", "portfolio holder", "responsible",
                "responsible officer", "responsible person", "accountable officer", "accountable", "action owner", "owner name",
                "lead name", "named lead", "lead person", "who", "by whom", "sro", "senior responsible owner",
                "senior responsible officer", "assigned to", "officer", "responsibility", "lead contact", "delivery lead",
            ]),
        (ImportField.OwnerRole, ["owner role", "role", "job title", "post"]),
        (
            ImportField.OwnerEmail,
            [
                "owner email", "owner e mail", "lead email", "email", "e mail", "email address", "owner email address",
                "lead officer email", "contact email",
            ]),
        (
            ImportField.Partners,
            [
                "partners", "partner", "organisations", "partner organisations", "delivery partners", "partners involved",
                "partner s", "organisation", "agencies",
            ]),
        (
            ImportField.Timescale,
            [
                "timescale", "timescales", "by when", "when", "due", "due date", "deadline", "target date", "completion date",
                "target completion date", "target completion", "end date", "finish date", "date due", "timeframe", "time frame",
                "timeline", "delivery date", "planned completion", "planned completion date", "date for completion",
                "milestone date", "complete by", "end", "finish", "date", "target",
            ]),
        (ImportField.Start, ["start date", "start", "planned start", "planned start date"]),
        (ImportField.After, ["after", "depends on"]),
        (ImportField.Published, ["published"]),
        (ImportField.Publication, [.. PublicationColumns.Headings.Select(Folding.Heading)]),
        (
            ImportField.Status,
            [
                "rag", "rag status", "rag rating", "current rag", "brag", "brag status", "status", "current status",
                "progress rag", "health", "rating",
            ]),
        (
            ImportField.Percent,
            [
                "percent complete", "percent", "complete percent", "percentage complete", "percentage", "percent completed",
                "percent progress", "progress percent", "complete",
            ]),
        (
            ImportField.Progress,
            [
                "progress", "progress update", "update", "updates", "latest update", "latest progress", "current position",
                "latest position", "progress to date", "commentary", "comments", "comment", "narrative", "summary", "notes",
            ]),
    ];

    private static readonly (string Start, ImportField Field)[] Beginnings =
    [
        ("progress", ImportField.Progress),
        ("update", ImportField.Progress),
        ("rag", ImportField.Status),
        ("comments", ImportField.Progress),
        ("by when", ImportField.Timescale),
        ("target date", ImportField.Timescale),
        ("due date", ImportField.Timescale),
        ("lead officer", ImportField.Owner),
        ("deliverable", ImportField.Title),
    ];

    private static readonly ILookup<string, (ImportField Field, int Rank)> Names = Known
        .SelectMany(k => k.Names.Select((name, rank) => (name, k.Field, rank)))
        .ToLookup(n => n.name, n => (n.Field, n.rank), StringComparer.Ordinal);

    /// <summary>What a heading may be, with how likely (0 is best). Empty when nobody knows it.</summary>
    public static IReadOnlyList<(ImportField Field, int Rank)> Of(string heading)
    {
        foreach (var name in (ReadOnlySpan<string>)[Folding.Heading(heading), Folding.BareHeading(heading)])
        {
            if (name.Length > 0 && Names[name].ToList() is { Count: > 0 } found)
                return found;
        }

        var folded = Folding.BareHeading(heading);
        return
        [
            .. Beginnings
                .Where(b => folded.StartsWith(b.Start + " ", StringComparison.Ordinal))
                .Take(1)
                .Select(b => (b.Field, 50)),
        ];
    }
}
