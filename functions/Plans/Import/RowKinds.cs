using System.Text.RegularExpressions;

namespace HubFunctions.Plans;

/// <summary>What a row of a table is when it is no item. Pure.</summary>
internal static partial class RowKinds
{
    /// <summary>The headings again, as on every page of a print.</summary>
    public static bool IsHeading(TableRow row, Headings headings)
    {
        var filled = Filled(row);
        return filled.Count > 1
            && filled.TrueForAll(c => c < headings.Names.Count && SameHeading(row[c].Text, headings.Names[c]));
    }

    /// <summary>Sums: the word, or a status that is counted, and beside it numbers only.</summary>
    /// <param name="names">Columns of titles and references.</param>
    public static bool IsTotal(TableRow row, IReadOnlyList<int> names)
    {
        var filled = Filled(row);
        var texts = filled.Where(c => !Number().IsMatch(row[c].Text)).ToList();
        if (texts.Count != 1)
            return false;
        var text = Folding.Text(row[texts[0]].Text);
        return filled.Count == 1
            ? TotalAlone().IsMatch(text)
            : Total().IsMatch(text) || (names.Contains(texts[0]) && UsualWords.Of(WordFolding.Fold(text)) is not null);
    }

    /// <summary>Numbers below the columns that they sum up, without a word.</summary>
    /// <param name="names">Columns of titles and references, of which none says anything.</param>
    public static bool IsSum(TableRow row, IReadOnlyList<int> names) =>
        names.All(c => row[c].IsEmpty && row[c].Above is null) && Filled(row) is { Count: > 0 } filled
        && filled.TrueForAll(c => Sum().IsMatch(row[c].Text));

    /// <summary>Page numbers, sources, keys: a single cell that speaks of the table.</summary>
    public static bool IsFooter(TableRow row) => Filled(row) is [var only] && Footer().IsMatch(Folding.Text(row[only].Text));

    /// <summary>A single cell that stands over the rows below it.</summary>
    /// <param name="title">Column of the titles.</param>
    public static bool IsGroup(TableRow row, int title)
    {
        if (Filled(row) is not [var only])
            return false;
        var isBand = only + 1 < row.Cells.Count && row[only + 1].Left is not null;
        var text = Folding.Text(row[only].Text);
        return isBand || GroupName().IsMatch(text) || (only < title && !Reference().IsMatch(text));
    }

    public static bool IsAlone(TableRow row, int column) => Filled(row) is [var only] && only == column;

    /// <summary>Whether a title begins in the middle of a sentence that another began.</summary>
    public static bool GoesOn(string above, string title) =>
        title.Length > 0 && char.IsLower(title[0]) && above.Length > 0 && !char.IsLower(above[0]);

    /// <summary>The level that a heading names itself by: "Priority 1: Homes".</summary>
    public static string LevelOf(string group) =>
        GroupName().Match(Folding.Text(group)) is { Success: true } match ? match.Groups["level"].Value : "theme";

    private static List<int> Filled(TableRow row) => [.. Enumerable.Range(0, row.Cells.Count).Where(c => !row[c].IsEmpty)];

    private static bool SameHeading(string cell, string heading) =>
        Folding.Heading(cell) is { Length: > 0 } text
        && (text == Folding.Heading(heading) || Folding.Heading(heading).EndsWith($" {text}", StringComparison.Ordinal));

    [GeneratedRegex(@"^\s*[£$€]?-?[\d,. ]+\s*%?\s*$", RegexOptions.None, 1_000)]
    private static partial Regex Number();

    /// <summary>A year is no sum: it may go on with the words of the row above.</summary>
    [GeneratedRegex(@"^\s*(?!(19|20)\d\d\s*$)[£$€]?-?[\d,. ]+\s*%?\s*$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Sum();

    [GeneratedRegex(
        @"^((grand |overall |sub[ -]?)?totals?\b|(average|mean|sum|count)( (of .*|progress|(% )?comple(te|tion)|percentage.*))?$)",
        RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex Total();

    [GeneratedRegex(
        @"^(grand |overall |sub[ -]?)?totals?( [a-z]+){0,3}\s*[:=\u2013-]\s*[\d,. ]+%?$|^(grand |sub[ -]?)?totals?[:.]?$",
        RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex TotalAlone();

    [GeneratedRegex(
        @"^(page \d+|source|sources|notes?\s*:|n\.?b\.?\s*[:.]|key\s*:|contacts?\s*:|prepared by|(produced|compiled|approved|signed off) by|for (further|more) information|correct (as )?at|as at \d|this (plan|document|table|report|spreadsheet) |last updated|updated (on|by)|printed|version \d|©|\(c\) |\* |end of |draft v|status key|rag key)",
        RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex Footer();

    [GeneratedRegex(
        @"^(?<level>priority|theme|outcome|objective|aim|ambition|goal|pillar|workstream|section|strand|programme)( area)?\s*([0-9a-e]{1,2}\b|[:\u2013\u2014-])",
        RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex GroupName();

    [GeneratedRegex(@"^[a-z]{0,4}[-. ]?\d+([.\-/]\d+)*\.?[a-z]?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Reference();
}
