using System.Text.RegularExpressions;
using HubFunctions.Tests.Infra;

namespace HubFunctions.Tests.Architecture;

/// <summary>The line length of <c>.editorconfig</c>, which no analyzer looks at. Lines of a raw string are data, and a pattern in
/// a verbatim string is easier to read whole; markup in Razor is not counted, for there white space is content.</summary>
public sealed partial class LineLengthTests
{
    private static readonly int Longest = int.Parse(
        Setting().Match(File.ReadAllText(Repository.Full(".editorconfig"))).Groups["length"].Value,
        System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void No_line_of_code_is_longer_than_the_editor_is_told()
    {
        var tooLong = SourceFiles.All()
            .SelectMany(file => TooLong(File.ReadAllLines(file)).Select(line => $"{Path.GetFileName(file)}:{line}"));
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Text_of_a_raw_or_verbatim_string_is_not_code()
    {
        var line = new string('x', Longest + 1);
        string[] lines = [line, "\"\"\"", line, "\"\"\";", $"\"\"\"{line}\"\"\"", line, line[1..], $"@\"{line}\""];
        Assert.Equal([1, 6], TooLong(lines));
    }

    private static IEnumerable<int> TooLong(string[] lines)
    {
        var raw = false;
        for (var n = 0; n < lines.Length; n++)
        {
            var quotes = RawQuotes().Count(lines[n]);
            var isVerbatim = lines[n].Contains("@\"", StringComparison.Ordinal);
            if (lines[n].Length > Longest && !raw && quotes == 0 && !isVerbatim)
                yield return n + 1;
            raw ^= quotes % 2 == 1;
        }
    }

    [GeneratedRegex("\"{3,}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex RawQuotes();

    [GeneratedRegex(@"^max_line_length = (?<length>\d+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1_000)]
    private static partial Regex Setting();
}
