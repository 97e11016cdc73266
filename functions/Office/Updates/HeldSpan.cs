using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>What of a text the guard holds back: the smallest run of words that it would hold by itself. Pure.</summary>
/// <param name="Marked">Empty where only the text as a whole is held, or it is too long to look.</param>
public sealed record HeldSpan(string Before, string Marked, string After)
{
    private const int Longest = 2_000;

    public static HeldSpan Of(string text)
    {
        if (text.Length > Longest || DisclosureGuard.Reason(text) is null)
            return new(text, "", "");
        var words = WordsOf(text);
        var (first, last) = (0, words.Count - 1);
        while (last > first && IsHeld(first, last - 1))
            last--;
        while (first < last && IsHeld(first + 1, last))
            first++;
        var (from, to) = (words[first].From, words[last].To);
        return new(text[..from], text[from..to], text[to..]);

        bool IsHeld(int one, int other) => DisclosureGuard.Reason(text[words[one].From..words[other].To]) is not null;
    }

    private static List<(int From, int To)> WordsOf(string text)
    {
        var words = new List<(int From, int To)>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var from = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]))
                at++;
            words.Add((from, at));
        }

        return words;
    }
}
