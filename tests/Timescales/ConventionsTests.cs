using System.Runtime.CompilerServices;
using System.Text.Json;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Timescales;

/// <summary>The rule book beside the reader (functions/Timescales/CONVENTIONS.md) and the code that cites it.</summary>
public sealed class ConventionsTests
{
    private static readonly string _folder = Folder();

    public static TheoryData<string, string, string, string, string> Examples()
    {
        var data = new TheoryData<string, string, string, string, string>();
        foreach (var cells in Rows())
        {
            data.Add(cells[1], cells[2], cells[3], cells[4], cells[5]);
        }

        return data;
    }

    [Theory, MemberData(nameof(Examples))]
    public void Reads_every_example_as_the_rule_book_says(string rule, string words, string kind, string earliest, string due)
    {
        var reading = Reader.Read(words, Day("2024-05-15"));

        Assert.Equal(
            (rule, kind, earliest, due),
            (rule, JsonNamingPolicy.SnakeCaseLower.ConvertName(reading.Kind.ToString()), Iso(reading.Earliest),
                Iso(reading.Due)));
    }

    [Fact]
    public void Gives_an_example_of_each_of_its_17_rules() =>
        Assert.Equal(Enumerable.Range(1, 17),
            Rows().Select(static cells => int.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture)).Distinct());

    private static IEnumerable<string[]> Rows() =>
        File.ReadAllLines(Path.Combine(_folder, "CONVENTIONS.md"))
            .Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries));

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "functions", "Timescales");
}
