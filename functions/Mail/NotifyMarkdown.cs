namespace HubFunctions.Mail;

/// <summary>Text for a message of GOV.UK Notify, which reads it as its own markdown: headings, lists, insets and links. Words
/// that people entered must not turn into any of them.</summary>
public static class NotifyMarkdown
{
    /// <summary>A text whose every line is words or an address.</summary>
    public static string Of(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Line));

    /// <summary>Words within a line.</summary>
    public static string Words(string text) =>
        text.Replace("](", "] (", StringComparison.Ordinal).Replace("((", "( (", StringComparison.Ordinal);

    private static string Line(string line)
    {
        var words = Words(line);
        // A mark at the beginning of a line is a heading, an inset, a rule or a list; behind a space of no width it is itself.
        return words.TrimStart() is ['#' or '^' or '*' or '-' or '+' or '_' or '=' or '>', ..] || IsNumbered(words)
            ? $"\u200B{words.TrimStart()}"
            : words;
    }

    private static bool IsNumbered(string line)
    {
        var digits = line.TrimStart().TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && line.TrimStart()[digits..] is ['.' or ')', ..];
    }
}
