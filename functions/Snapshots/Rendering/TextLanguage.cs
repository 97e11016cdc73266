namespace HubFunctions.Snapshots;

/// <summary>Whether a text reads as English or as Welsh, by the small words that one of them has and the other has not.
/// Pure.</summary>
public static class TextLanguage
{
    private static readonly HashSet<string> English = new(StringComparer.OrdinalIgnoreCase)
    {
        "the", "of", "and", "to", "for", "in", "with", "by", "on", "our", "we", "is", "are", "be", "that", "this", "from", "will",
        "all", "as", "at", "it", "their", "have", "has", "not", "more", "new", "into", "through", "work", "people", "which",
    };

    private static readonly HashSet<string> Welsh = new(StringComparer.OrdinalIgnoreCase)
    {
        "y", "yr", "yn", "ac", "ar", "gan", "gyda", "ein", "eu", "bod", "bydd", "wedi", "mewn", "neu", "fod", "drwy", "rhwng",
        "dros", "sydd", "mae", "pob", "cyfer", "hyn", "gwaith", "newydd", "pobl", "cynllun", "i'r", "o'r", "a'r", "i’r", "o’r",
        "a’r",
    };

    /// <summary>Above 0 for English, below 0 for Welsh; 0 where nothing tells.</summary>
    public static int Lean(string text)
    {
        var lean = 0;
        foreach (
            var word in text.Split(
                [' ', '\n', ',', '.', ';', ':', '(', ')', '“', '”', '/'],
                StringSplitOptions.RemoveEmptyEntries))
            lean += English.Contains(word) ? 1 : Welsh.Contains(word) ? -1 : 0;
        return lean;
    }

    /// <summary>Most of a plan's own texts; English where nothing tells.</summary>
    public static bool IsEnglish(Snapshot snapshot) =>
        Lean(snapshot.Plan.Title) + snapshot.Items.Sum(i => Lean(i.Title) + Lean(i.Summary ?? "") + Lean(i.Timescale ?? "")) >= 0;
}

/// <summary>The language of a page and of the plan's own words on it.</summary>
/// <param name="OwnIsEnglish">Of texts that do not tell by themselves.</param>
public sealed record Voice(Wording Words, bool OwnIsEnglish)
{
    public static Voice Of(Snapshot snapshot)
    {
        var words = Wording.Of(snapshot.Plan);
        return new(words, words.IsEnglish || TextLanguage.IsEnglish(snapshot));
    }

    /// <summary>For <c>lang</c> of an element with the plan's own words; null where it is the page's.</summary>
    public string? Lang(string? text)
    {
        if (Words.IsEnglish || string.IsNullOrEmpty(text))
            return null;
        var lean = TextLanguage.Lean(text);
        return lean > 0 || (lean == 0 && OwnIsEnglish) ? "en" : null;
    }
}
