using System.Text.Json;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Timescales;

/// <summary>Kinds of wording, each with several examples: timescales-more.tsv names the kinds, language-phrases.tsv widens
/// them.</summary>
public sealed class LanguagePhraseTests
{
    public static TheoryData<string, string, string, string, string> Kinds() =>
        Rows("timescales-more.tsv", "latest_due");

    public static TheoryData<string, string, string, string, string> Phrases() =>
        Rows("language-phrases.tsv", "due");

    [Theory, MemberData(nameof(Kinds))]
    public void Reads_each_kind_of_the_second_round(string phrase, string reference, string kind, string earliest, string due) =>
        Reads(phrase, reference, kind, earliest, due);

    [Theory, MemberData(nameof(Phrases))]
    public void Reads_the_language_of_public_plans(string phrase, string reference, string kind, string earliest, string due) =>
        Reads(phrase, reference, kind, earliest, due);

    private static void Reads(string phrase, string reference, string kind, string earliest, string due)
    {
        var reading = Reader.Read(phrase, Day(reference));

        Assert.Equal(
            (kind, earliest, due),
            (JsonNamingPolicy.SnakeCaseLower.ConvertName(reading.Kind.ToString()), Iso(reading.Earliest), Iso(reading.Due)));
        Assert.Equal(phrase, reading.Text);
    }

    private static TheoryData<string, string, string, string, string> Rows(string file, string due)
    {
        var data = new TheoryData<string, string, string, string, string>();
        foreach (var row in Table.Read(file))
        {
            data.Add(row["phrase"], row["reference_date"], row["kind"], row["earliest"], row[due]);
        }

        return data;
    }
}
