using System.Globalization;

namespace HubFunctions.Reminders;

/// <summary>One mail of a round to one person: the ledger has one row of it, however often it is asked for.</summary>
/// <param name="Identity">Of the person who gets it.</param>
/// <param name="About">The owner for whom the person, as deputy, is asked; null for what the person answers for.</param>
/// <param name="Number">1 for the first such mail of the round.</param>
public sealed record AskKey(string Plan, DateOnly Board, string Identity, string? About, int Number)
{
    private const string Prefix = "ask";

    /// <summary>Within the round.</summary>
    public string Row => string.Create(CultureInfo.InvariantCulture, $"{Identity}|{About}|{Number:D4}");

    /// <summary>Of RFC 5322's dot-atom: an id's own dots become underscores, which no id has.</summary>
    public string MessageId(string host) => string.Create(
        CultureInfo.InvariantCulture,
            $"{Prefix}.{Escaped(Plan)}.{Board:yyyyMMdd}.{Escaped(About ?? "-")}.{Number}.{Identity}@{host}");

    /// <param name="row">Of the same round.</param>
    public static AskKey OfRow(string plan, DateOnly board, string row)
    {
        var parts = row.Split('|');
        var about = parts[1].Length == 0 ? null : parts[1];
        return new AskKey(plan, board, parts[0], about, int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    /// <returns>Null where the Message-ID names no mail of a round to this person.</returns>
    public static AskKey? OfMessage(string? messageId, string identity) =>
        messageId?.Split('@')[0].Split('.') is [Prefix, var plan, var day, var about, var number, var whose] && whose == identity
        && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var board)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new AskKey(plan.Replace('_', '.'), board, identity, about == "-" ? null : about.Replace('_', '.'), count)
            : null;

    private static string Escaped(string id) => id.Replace('.', '_');
}

/// <summary>That the office asked in a round: some of its mails may still have to go.</summary>
/// <param name="At">UTC, the hub's calendar.</param>
public sealed record AskMark(string Plan, DateOnly Board, DateTimeOffset At, string ETag);
