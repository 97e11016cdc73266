using System.Runtime.CompilerServices;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Timescales;

public sealed class NoDateTests
{
    public static TheoryData<string> Texts() => [.. Lines()];

    [Theory, MemberData(nameof(Texts))]
    public void Invents_no_date(string text)
    {
        var reading = Reader.Read(text, Day("2023-04-01"));

        Assert.Equal((null, null), (reading.Earliest, reading.Due));
        Assert.Empty(reading.Milestones);
    }

    [Fact]
    public void Is_held_to_600_texts_or_more() => Assert.True(Lines().Distinct(StringComparer.Ordinal).Count() >= 600);

    private static string[] Lines([CallerFilePath] string here = "") =>
        File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "no-dates.txt"));
}
