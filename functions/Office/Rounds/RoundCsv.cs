using System.Text;
using HubFunctions.Plans;
using HubFunctions.Reminders;

namespace HubFunctions.Office;

/// <summary>A round's list as a file for a spreadsheet, one line an owner; no address. Pure.</summary>
internal static class RoundCsv
{
    private static readonly string[] Headings =
    [
        "who", "asked", "last asked", "last chased", "deliverables", "answered", "last answer", "what was answered",
        "not answered", "bounced", "away", "deputy", "why not asked",
    ];

    public static byte[] Of(RoundState state, RoundAbsences away)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var line in state.Lines.Select(l => Cells(l, away)).Prepend(Headings))
            text.AppendJoin(',', line.Select(c => CsvCell.Quoted(CsvCell.Guarded(c)))).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string[] Cells(RoundLine line, RoundAbsences away) =>
    [
        line.Name,
        $"{line.Sent.Count()}",
        Day(line.Sent.LastOrDefault()?.At),
        Day(line.LastChase?.At),
        $"{line.Items.Count}",
        $"{line.Items.Count - line.Waiting}",
        Day(line.LastAnswer),
        string.Join("; ", line.Items.Where(i => i.Answer is not null)
            .Select(i => $"{i.Item.Id} {Say.Standing(i.Answer!.Standing).ToLowerInvariant()}")),
        string.Join("; ", line.Items.Where(i => i.Answer is null)
            .Select(i => $"{i.Item.Id} {OneLine.Of(i.Item.Definition.Title)}")),
        line.Bounce is { } bounce ? RoundWords.Bounced(bounce) : "",
        away.Of(line.Owner) is null ? "" : RoundWords.Away(line, away),
        line.Deputy is null ? "" : RoundWords.Deputy(line),
        line.HasAnswered || line.Obstacle is not { } obstacle ? "" : RoundWords.Because(obstacle),
    ];

    private static string Day(DateTimeOffset? at) => at is { } known ? Round.IdOf(LondonTime.DateOf(known)) : "";
}
