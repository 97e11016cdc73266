namespace HubFunctions.Snapshots;

/// <summary>Every fixed phrase of the public pages in Welsh, by its English. A number is followed by the singular.</summary>
public static class WelshPhrases
{
    /// <summary>Tests hold that each phrase of the pages is here; a plan is published even where one is not.</summary>
    public static string Of(string english) => All.GetValueOrDefault(english, english);

    public static readonly IReadOnlyDictionary<string, string> All = WelshStatuses
        .All.Concat(WelshSentences.All)
        .ToDictionary(StringComparer.Ordinal);
}
