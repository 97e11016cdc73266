using System.Collections.Frozen;

namespace HubFunctions.Timescales;

/// <summary>Numbers of reports, minutes, contracts and laws, which hold years that are no date (conventions, rule 12):
/// CAB/23/24 · DN-2024-25-003 · 24/01234/FUL · 2008/50/EC · Minute 23/24.</summary>
internal static class DocumentNumber
{
    private const int Longest = 40;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _records = new[]
    {
        "minute", "min", "ref", "reference", "circular", "resolution", "contract", "decision", "invoice", "case", "paper",
            "application", "motion", "notice",
        "number", "no", "tender", "order", "si", "foi", "docket", "bulletin", "licence", "ticket", "report",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Where the number that begins here ends; 0 when it is none.</summary>
    /// <param name="folded">The folded text.</param>
    /// <param name="text">The text as written, at the same place.</param>
    /// <param name="before">The word before, folded; empty for none.</param>
    public static int Length(ReadOnlySpan<char> folded, ReadOnlySpan<char> text, ReadOnlySpan<char> before)
    {
        var end = 0;
        var (digits, marks) = (false, false);
        for (; end < folded.Length && end <= Longest && IsPart(folded[end]); end++)
        {
            digits |= char.IsAsciiDigit(folded[end]);
            marks |= folded[end] is '/' or '-' or '.' or '_';
        }

        while (end > 0 && folded[end - 1] is '.' or '-' or '/')
        {
            end--;
        }

        if (!digits || !marks || end > Longest)
        {
            return 0;
        }

        var run = folded[..end];
        return IsFileName(run) || HasOwnName(run, text) || IsRunOfNumbers(run, before) ? end : 0;
    }

    private static bool IsFileName(ReadOnlySpan<char> run)
    {
        var dot = run.LastIndexOf('.');
        return dot > 0 && run[(dot + 1)..] is "pdf" or "doc" or "docx" or "xls" or "xlsx" or "csv" or "ppt" or "pptx" or "html"
            or "odt" or "zip";
    }

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '.' or '_';

    /// <summary>Letters that are no word of the calendar, written against figures.</summary>
    private static bool HasOwnName(ReadOnlySpan<char> run, ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < run.Length)
        {
            var end = start;
            while (end < run.Length && char.IsAsciiLetter(run[end]))
            {
                end++;
            }

            if (end > start && IsNameAt(run, text, start, end))
            {
                return true;
            }

            start = Math.Max(end, start + 1);
        }

        return false;
    }

    private static bool IsNameAt(ReadOnlySpan<char> run, ReadOnlySpan<char> text, int start, int end)
    {
        var behind = Joint(run, end, 1);
        var ahead = Joint(run, start - 1, -1);
        var prefix = end < run.Length && char.IsAsciiDigit(run[end]) && (start == 0 || !char.IsAsciiDigit(run[start - 1]));
        if (behind == 0 && ahead == 0 && !prefix)
        {
            return false;
        }

        var shouted = end - start > 1 && end <= text.Length && char.IsUpper(text[start]) && char.IsUpper(text[start + 1]);
        if (behind == '.' || (behind == 0 && ahead == '.'))
        {
            return shouted && !IsCalendar(run[start..end]);
        }

        return shouted ? !IsCalendar(run[start..end]) : !IsKnown(run[start..end]) && (!prefix || HasMark(run, end));
    }

    /// <summary>The mark between letters and figures, or nothing where there is none.</summary>
    private static char Joint(ReadOnlySpan<char> run, int at, int step)
    {
        var isJoint = at > 0 && at < run.Length - 1 && run[at] is '/' or '-' or '.' or '_' && char.IsAsciiDigit(run[at + step]);
        return isJoint ? run[at] : '\0';
    }

    private static bool HasMark(ReadOnlySpan<char> run, int from)
    {
        while (from < run.Length && char.IsAsciiLetterOrDigit(run[from]))
        {
            from++;
        }

        return from < run.Length && run[from] is '/' or '-';
    }

    private static bool IsKnown(ReadOnlySpan<char> word) => word is not ("c" or "v" or "ca")
        && (Lexicon.TryFind(word, out _) || MonthSpelling.Guess(word) > 0);

    private static bool IsCalendar(ReadOnlySpan<char> word) =>
        MonthSpelling.Guess(word) > 0 || (Lexicon.TryFind(word, out var meaning)
            && meaning.Kind is not (TokenKind.Board or TokenKind.Body or TokenKind.Plan or TokenKind.Event
            or TokenKind.Counter or TokenKind.Meeting or TokenKind.Person or TokenKind.Document));

    /// <summary>"24/25-07", "2024/1234", and after a word for a record "23/24".</summary>
    private static bool IsRunOfNumbers(ReadOnlySpan<char> run, ReadOnlySpan<char> before)
    {
        Span<int> lengths = stackalloc int[4];
        var (parts, mixed, mark) = (0, false, '\0');
        for (var i = 0; i < run.Length; i++)
        {
            if (char.IsAsciiLetter(run[i]) || run[i] == '_' || parts == lengths.Length)
            {
                return false;
            }

            if (!char.IsAsciiDigit(run[i]))
            {
                mixed |= mark != '\0' && mark != run[i];
                mark = run[i];
                parts++;
            }
            else
            {
                lengths[parts]++;
            }
        }

        var isYearAndNumber = parts == 1 && mark is '/' or '-' && lengths[0] == 4
            && (lengths[1] == 3 || (lengths[1] == 4 && run[5] is not ('1' or '2')));
        return isYearAndNumber
            || (parts == 2 && mixed && (lengths[2] != 4 || run[^4] is not ('1' or '2')) && mark != '.')
            || (parts == 1 && mark == '/' && lengths[0] <= 3 && lengths[1] is 2 or 4 && _records.Contains(before))
            || (parts == 1 && lengths[0] == 4 && lengths[1] == 2 && mark == '/'
            && before is "minute" or "ref" or "reference" or "resolution" or "circular");
    }
}
