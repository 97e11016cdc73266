using System.Globalization;

namespace HubFunctions.Plans;

/// <summary>Row keys within a plan's partition. '|' is in no id, so no id can reach into another kind of row.</summary>
internal static class RowKeys
{
    /// <summary>Partition that lists the plans.</summary>
    public const string Index = "|plans";

    /// <summary>Partition of the plans' lines in lists.</summary>
    public const string Summaries = "|summaries";
    public const string Header = "plan";

    /// <summary>Partition of how far housekeeping got.</summary>
    public const string Housekeeping = "|housekeeping";

    /// <summary>Says whose restore goes on. Whoever enters the plan meanwhile changes it, and the restore ends.</summary>
    public const string Restore = "restore";

    public static string Entry(string id) => $"entry|{id}";

    public static string EntryPart(string id, int part) => string.Create(CultureInfo.InvariantCulture, $"entry|{id}|{part:D4}");

    public static string Item(string item) => $"item|{item}";

    /// <summary>When a partner was last heard: between the items and the header, so that who tells silence reads one
    /// range.</summary>
    public static string LastHeard(string partner) => $"last|{partner}";

    /// <summary>Newest first: the sequence counts down from a number that no item reaches.</summary>
    public static string History(string item, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"hist|{item}|{9_999_999_999 - sequence:D10}");

    public static bool IsHistory(string key) => key.StartsWith("hist|", StringComparison.Ordinal);

    /// <summary>Item and sequence of a history row's key.</summary>
    public static (string Item, long Sequence) HistoryOf(string key)
    {
        var parts = key.Split('|');
        return (parts[1], 9_999_999_999 - long.Parse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture));
    }

    public static string Seen(string source, string key) => $"seen|{source}|{key}|";

    public static string Seen(string source, string key, int ordinal) =>
        string.Create(CultureInfo.InvariantCulture, $"seen|{source}|{key}|{ordinal:D3}");

    public static bool IsItem(string key) => key.StartsWith("item|", StringComparison.Ordinal);

    public static bool IsDue(string key) => key.StartsWith("due|", StringComparison.Ordinal);

    public static string Due(DueEntry due) => $"{Due(due.Date)}|{due.Item}|{due.Milestone}";

    public static string Due(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"due|{date:yyyy-MM-dd}");

    /// <summary>The end of the plan's chain of publications.</summary>
    public const string ChainEnd = "pub";

    /// <summary>Begins the key of a file that an erasure changed: it sorts among the markers, so that the state of a plan stays
    /// one request.</summary>
    public const string Erased = ChainEnd + "!";

    /// <summary>One inserted with every commit: the plan has changed since the publisher last looked.</summary>
    public static string ChangeMarker() => $"pub|{Guid.CreateVersion7():N}";

    /// <summary>When the commit of a change marker was made (UTC, the real clock): a version 7 GUID begins with it.</summary>
    public static DateTimeOffset MarkedAt(string marker) => DateTimeOffset.FromUnixTimeMilliseconds(
        long.Parse(marker.AsSpan(marker.IndexOf('|') + 1, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    /// <summary>The first key after all that begin with a prefix ending in '|'.</summary>
    public static string After(string prefix) => prefix[..^1] + "}";
}
