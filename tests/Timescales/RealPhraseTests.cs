using System.Text.Json;
using HubFunctions.Timescales;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Timescales;

/// <summary>The phrases gathered from real plans (timescales.tsv), and what their notes say of milestones.</summary>
public sealed class RealPhraseTests
{
    public static TheoryData<string, string, string, string, string, string, string> Phrases()
    {
        var types = Table.Read("timescale-milestones.tsv").ToDictionary(static row => row["phrase"], static row =>
            row["milestones"], StringComparer.Ordinal);
        var data = new TheoryData<string, string, string, string, string, string, string>();
        foreach (var row in Table.Read("timescales.tsv"))
        {
            data.Add(
                row["phrase"], row["reference_date"], row["kind"], row["earliest"], row["latest_due"],
                    row["last_working_day_on_or_before_due"],
                types.GetValueOrDefault(row["phrase"], row["latest_due"].Length > 0 ? "complete" : ""));
        }

        return data;
    }

    [Theory, MemberData(nameof(Phrases))]
    public void Reads_what_a_real_plan_says(string phrase, string reference, string kind, string earliest, string due,
        string workingDay, string milestones)
    {
        var reading = Reader.Read(phrase, Day(reference));

        Assert.Equal(
            (kind, earliest, due, milestones),
            (JsonNamingPolicy.SnakeCaseLower.ConvertName(reading.Kind.ToString()), Iso(reading.Earliest), Iso(reading.Due),
                Types(reading)));
        Assert.Equal(workingDay, Iso(reading.Due is { } day ? new WorkingDays().OnOrBefore(day) : null));
        Assert.Equal(phrase, reading.Text);
    }

    [Fact]
    public void Holds_all_129_phrases() => Assert.Equal(129, Phrases().Count);
}
