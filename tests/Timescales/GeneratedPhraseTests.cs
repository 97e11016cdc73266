using HubFunctions.Timescales;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Timescales;

/// <summary>Every modifier before every expression in every surrounding: what must hold whatever the words (conventions, rule
/// 17).</summary>
public sealed class GeneratedPhraseTests
{
    private static readonly DateOnly _reference = Day("2024-05-15");

    private static readonly string[] _modifiers =
        ["", "by ", "by the end of ", "before ", "from ", "in ", "after ", "until ", "no later than ", "early ", "mid ", "late ",
            "start of ", "not before ", "every ", "late in "];

    private static readonly string[] _expressions =
        ["March 2025", "31 March 2025", "31/03/2025", "2025", "2024/25", "FY25", "Q3 2024", "Q3 2024/25", "Q3",
            "the third quarter of 2025", "H2 2024", "second half of 2024/25",
            "summer 2024", "autumn", "Winter 2024/25", "June", "June to August 2024", "2024-2027", "2024/25 to 2026/27",
                "2023-27", "w/c 9 September 2024",
            "the week beginning 9 September 2024", "2025-W10", "spring term 2025", "Term 3 2024/25", "Autumn 1 2024",
                "the academic year 2024/25", "the summer holidays",
            "the summer recess", "Easter 2025", "Christmas", "the municipal year 2024/25", "the new municipal year",
                "the financial year 2024 to 2025", "this month", "next quarter",
            "the month", "next year", "Year 2", "the last quarter of 2024", "the first six months of 2025",
                "the last week of March 2025", "October Cabinet", "Q2 (July to September 2024)",
            "31/Mar/2025", "Mar/25", "mis Mawrth 2025", "September and December 2024", "Annual Council in May 2025", "half term",
                "year end", "the end of term"];

    private static readonly string[] _surroundings =
        ["{0}", "({0})", "{0}.", "Deliver the scheme {0}", "Deliver the scheme {0}, subject to funding", "{0} (TBC)",
            "Ongoing, {0}", "Target: {0}", "{0} - lead officer to confirm",
            "Start {0}", "Review {0}", "Cabinet {0}; Council later", "• {0}", "Phase 1: {0}", "completed {0}",
                "{0} at the latest", "{0} onwards", "{0}, reviewed annually",
            "slipped from {0} to July 2026", "{0} (previously March 2024)", "the 2022 Action Plan will be refreshed {0}",
                "£50k in 2020/21, {0}", "{0} and September 2026",
            "CAB/23/24 {0}", "within six months, {0}", "six week consultation {0}", "{0} for Years 9 and 10 pupils", "{0}?",
                "approximately {0}", "{0} or sooner", "{0}\nMarch 2026"];

    [Fact]
    public void Never_turns_a_window_round_nor_reminds_before_it_opens()
    {
        var (read, broken) = (0, new List<string>());
        foreach (var (_, text) in Combinations())
        {
            read++;
            var reading = Reader.Read(text, _reference);
            if (!IsInOrder(reading.Earliest, reading.Due)
                || reading.Milestones.Any(static m => !IsInOrder(m.Earliest, m.RemindBy) || !IsInOrder(m.RemindBy, m.Due)))
            {
                broken.Add($"{text}: {Gist(reading)}");
            }
        }

        Assert.True(read >= 25_000, $"{read} combinations");
        Assert.Empty(broken);
    }

    [Fact]
    public void Is_never_surer_of_a_window_when_more_words_surround_it()
    {
        var broken = new List<string>();
        foreach (var (plain, text) in Combinations())
        {
            var (alone, longer) = (Reader.Read(plain, _reference), Reader.Read(text, _reference));
            var same = alone.Due is not null
                && (longer.Earliest, longer.Due, longer.Kind) == (alone.Earliest, alone.Due, alone.Kind);
            if (same && longer.Confidence > alone.Confidence)
            {
                broken.Add($"{text}: {longer.Confidence}, alone {alone.Confidence}");
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void Reads_its_own_rendering_of_every_window_back()
    {
        var broken = new List<string>();
        foreach (var (_, text) in Combinations())
        {
            var reading = Reader.Read(text, _reference);
            if (reading.Earliest is null)
            {
                continue;
            }

            var back = Reader.Read(WindowText.Of(reading, _reference), _reference);
            if ((back.Earliest, back.Due) != (reading.Earliest, reading.Due))
            {
                broken.Add($"{text}: {Gist(reading)} read back as {Gist(back)}");
            }
        }

        Assert.Empty(broken);
    }

    private static IEnumerable<(string Plain, string Text)> Combinations() =>
        from modifier in _modifiers
        from expression in _expressions
        from surrounding in _surroundings
        let plain = modifier + expression
        select (plain, string.Format(System.Globalization.CultureInfo.InvariantCulture, surrounding, plain));

    private static bool IsInOrder(DateOnly? first, DateOnly? last) => first is null || last is null || first <= last;
}
