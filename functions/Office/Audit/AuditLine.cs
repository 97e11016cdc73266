using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.Office;

/// <summary>A change as the audit tells it: who, what, before and after. Pure.</summary>
/// <param name="Differences">Empty where the entry changed nothing that is kept, as a late report.</param>
public sealed record AuditLine(AuditedEntry Entry, IReadOnlyList<AuditDifference> Differences)
{
    /// <summary>When a report arrived is in the entry itself.</summary>
    private static readonly HashSet<string> Untold = new(["receivedAt"], StringComparer.Ordinal);

    /// <param name="entry">A change.</param>
    /// <param name="earlier">Entries of the same item below it, newest first: at least as many as it takes to know how it
    /// stood.</param>
    public static AuditLine Of(AuditedEntry entry, IReadOnlyList<HistoryEntry> earlier)
    {
        var now = entry.Entry;
        AuditDifference[] differences =
        [
            .. Of(earlier.FirstOrDefault(h => h.Plan is not null)?.Plan, now.Plan),
            .. Of(earlier.FirstOrDefault(h => h.Definition is not null)?.Definition, now.Definition),
            .. Of(earlier.FirstOrDefault(h => h.State is not null)?.State, now.State),
        ];
        if (now.Removed is { } removed)
            differences = [new("part of the plan", removed ? "yes" : "no", removed ? "no" : "yes"), .. differences];
        return new(entry, differences);
    }

    public static AuditLine Of(AuditedPartner partner) =>
        new(partner, [.. partner.Change.Fields.Select(f => new AuditDifference(f.What, f.Before, f.After))]);

    public static string What(AuditedEntry entry) => entry switch
    {
        AuditedPartner partner => What(partner.Change.Kind),
        { Item: Audit.Asks } => "Asked for answers in a round",
        _ => What(entry.Entry.Kind),
    };

    public static string What(PartnerChangeKind kind) => kind switch
    {
        PartnerChangeKind.Entered => "Partner entered",
        PartnerChangeKind.Changed => "Partner changed",
        PartnerChangeKind.Rotated => "Partner got a new secret and token",
        _ => "Partner got a new secret and token, and the old ones ended at once",
    };

    private static string What(HistoryKind kind) => kind switch
    {
        HistoryKind.Definition => "Entered or changed",
        HistoryKind.Update => "Reported",
        HistoryKind.LateUpdate => "Reported late: kept, and changed nothing",
        HistoryKind.ApprovedDate => "Another date approved",
        HistoryKind.DateMeaning => "Said what the date means",
        HistoryKind.Erasure => "A text was erased",
        HistoryKind.Disclosure => "Decided on a text that was held back",
        _ => "Passed on or snoozed",
    };

    /// <param name="now">Null where the entry says nothing of it.</param>
    private static IEnumerable<AuditDifference> Of<T>(T? before, T? now)
        where T : class
    {
        if (now is null)
            yield break;
        var (was, values) = (Values(before), Values(now));
        foreach (var name in was.Keys.Union(values.Keys, StringComparer.Ordinal).Where(name => !Untold.Contains(name)))
        {
            var (from, to) = (was.GetValueOrDefault(name), values.GetValueOrDefault(name));
            if (from != to)
                yield return new(name, from, to);
        }
    }

    private static Dictionary<string, string> Values<T>(T? value)
        where T : class
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (value is not null)
            Take(JsonNode.Parse(HubJson.Store(value)), "", values);
        return values;
    }

    /// <summary>Entries of a list are known by their id, or else by their place.</summary>
    private static void Take(JsonNode? json, string path, Dictionary<string, string> values)
    {
        switch (json)
        {
            case JsonObject map:
                foreach (var (name, value) in map)
                    Take(value, path.Length == 0 ? name : $"{path} {name}", values);
                break;
            case JsonArray list:
                for (var at = 0; at < list.Count; at++)
                    Take(list[at],
                        FormattableString.Invariant($"{path} {(list[at] as JsonObject)?["id"]?.ToString() ?? $"{at + 1}"}"),
                            values);
                break;
            case not null:
                values[path] = json.ToString();
                break;
            default:
                break;
        }
    }
}

/// <param name="What">Name of the field, with those that it lies in.</param>
/// <param name="Before">Null where there was none.</param>
/// <param name="After">Null where there is none any more.</param>
public sealed record AuditDifference(string What, string? Before, string? After);
