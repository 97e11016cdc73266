namespace HubFunctions.Plans;

/// <summary>What people everywhere write for a status, colours included (RAG, and blue for complete as in BRAG), in updates and
/// in spreadsheets alike. A partner's own words come first.</summary>
internal static class UsualWords
{
    /// <summary>Some of them, for an error.</summary>
    public const string Examples = "green, amber, red, blue, done, delayed, on hold";

    private static readonly (StatusMeaning Meaning, string[] Words)[] Table =
    [
        (new(Lifecycle.NotStarted, null), ["not started", "not yet started", "yet to start", "not begun", "unstarted", "to do"]),
        (new(Lifecycle.InProgress, null), ["in progress", "underway", "ongoing", "started", "work in progress", "active"]),
        (
            new(Lifecycle.Complete, null),
            ["complete", "completed", "done", "finished", "delivered", "achieved", "fully complete", "blue", "b", "🔵"]),
        (new(Lifecycle.Paused, null), ["on hold", "hold", "paused", "suspended", "deferred"]),
        (new(Lifecycle.Cancelled, null), ["cancelled", "canceled", "withdrawn", "abandoned", "discontinued", "dropped"]),
        (new(null, Health.OnTrack), ["on track", "on target", "on schedule", "on course", "green", "g", "🟢"]),
        (new(null, Health.AtRisk), ["at risk", "some risk", "amber", "a", "yellow", "🟡", "🟠"]),
        (
            new(null, Health.OffTrack),
            ["off track", "off target", "delayed", "behind schedule", "behind", "slipped", "blocked", "red", "r", "🔴"]),
        (new(null, Health.NotReported), ["not reported", "no update"]),
        (new(null, Health.NotApplicable), ["not applicable", "n/a"]),
    ];

    private static readonly string[] Scales = ["rag", "brag"];
    private static readonly string[] Colours = ["green", "amber", "red", "blue"];

    private static readonly Dictionary<string, StatusMeaning> ByWord = Read();

    public static IEnumerable<(string Word, StatusMeaning Meaning)> All =>
        Table.SelectMany(t => t.Words.Select(word => (word, t.Meaning)));

    /// <param name="folded">See <see cref="WordFolding"/>.</param>
    public static StatusMeaning? Of(string folded) => ByWord.GetValueOrDefault(folded);

    private static Dictionary<string, StatusMeaning> Read()
    {
        var words = All.ToDictionary(w => WordFolding.Fold(w.Word), w => w.Meaning, StringComparer.Ordinal);
        foreach (var scale in Scales)
        {
            foreach (var colour in Colours)
                words[scale + colour] = words[colour];
        }

        return words;
    }
}
