using System.Text.Json;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Timescales;

/// <summary>Phrases written to break the reader, each with what the conventions make of it.</summary>
public sealed class WrittenPhraseTests
{
    public static TheoryData<string, string, string, string, string, string> Phrases()
    {
        var data = new TheoryData<string, string, string, string, string, string>();
        foreach (var row in Table.Read("written-phrases.tsv"))
        {
            data.Add(row["phrase"], row["reference_date"], row["kind"], row["earliest"], row["due"], row["milestones"]);
        }

        return data;
    }

    [Theory, MemberData(nameof(Phrases))]
    public void Reads_what_people_write(string phrase, string reference, string kind, string earliest, string due,
        string milestones)
    {
        var reading = Reader.Read(Unescaped(phrase), Day(reference));

        Assert.Equal(
            (kind, earliest, due, milestones),
            (JsonNamingPolicy.SnakeCaseLower.ConvertName(reading.Kind.ToString()), Iso(reading.Earliest), Iso(reading.Due),
                Types(reading)));
    }
}
