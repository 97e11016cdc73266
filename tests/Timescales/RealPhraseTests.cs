using System.Globalization;
using System.Text.Json;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Timescales;

/// <summary>The phrases gathered from real plans, in timescales.tsv.</summary>
public sealed class RealPhraseTests
{
    private static readonly TimescaleReader _reader = new();

    public static TheoryData<string, string, string, string, string, string> Phrases()
    {
        var data = new TheoryData<string, string, string, string, string, string>();
        foreach (var row in Table.Read("timescales.tsv"))
        {
            data.Add(row["phrase"], row["reference_date"], row["kind"], row["earliest"], row["latest_due"], row["last_working_day_on_or_before_due"]);
        }

        return data;
    }

    [Theory, MemberData(nameof(Phrases))]
    public void Reads_what_a_real_plan_says(string phrase, string reference, string kind, string earliest, string due, string workingDay)
    {
        var reading = _reader.Read(phrase, DateOnly.ParseExact(reference, "yyyy-MM-dd", CultureInfo.InvariantCulture));

        Assert.Equal((kind, earliest, due), (JsonNamingPolicy.SnakeCaseLower.ConvertName(reading.Kind.ToString()), Text(reading.Earliest), Text(reading.Due)));
        Assert.Equal(workingDay, Text(reading.Due is { } day ? new WorkingDays().OnOrBefore(day) : null));
        Assert.Equal(phrase, reading.Text);
    }

    private static string Text(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
