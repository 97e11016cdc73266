using FsCheck;
using FsCheck.Fluent;
using HubFunctions.Timescales;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Timescales;

public sealed class PropertyTests
{
    private static readonly DateOnly _reference = Day("2023-04-01");
    private static readonly string[] _words =
        ["by", "the", "end", "of", "March", "2024", "/", "-", "25", "Q3", "spring", "(", ")", ".", ",", "to", "within", "6",
            "months", "next", "ongoing", "31", "review",
            "every", "year", "term", "half", "first", "week", "Easter", "24", "approval", "from", "start", "0", "99999999999",
                "FY", "W10", "erbyn", "holidays", "consultation", "Cabinet", "last", "slipped", "CAB/23/24", "Plan", "baseline",
                    "9999", "\n", "•", "£", "’", "th", ":", "TBC", "and"];

    /// <summary>Phrases whose words cannot be anything but a date, wherever they stand.</summary>
    private static readonly string[] _plain =
        ["by March 2025", "31 March 2025", "Spring 2024", "Q3 2023/24", "2024/25", "mid-2025", "by the end of 2026",
            "from May to July 2024", "w/c 4 March 2024",
            "w/c 10 June 2024", "by early 2027", "1 June 2024 to 31 August 2024", "autumn term 2024", "second half of 2024",
                "2022-2025"];

    private static Gen<DateOnly> Dates =>
        Gen.Choose(Day("1990-01-01").DayNumber, Day("2090-12-31").DayNumber).Select(DateOnly.FromDayNumber);

    [Fact]
    public void Never_throws_and_never_ends_before_it_begins_on_any_words()
    {
        var texts = Gen.Elements(_words).ListOf().Resize(60).Select(static words => string.Join(' ', words));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(texts.ToArbitrary(), IsSound));
    }

    [Fact]
    public void Never_throws_on_any_characters()
    {
        var texts = ArbMap.Default.GeneratorFor<string>().Select(static text =>
            text ?? "").Or(Gen.Choose(0, 0xffff).Select(static n => (char)n).ListOf().Resize(200)
            .Select(static chars => new string([.. chars])));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(texts.ToArbitrary(), IsSound));
    }

    [Fact]
    public void Never_throws_on_10000_characters()
    {
        var texts = Gen.Elements(_words).Select(static word => string.Concat(Enumerable.Repeat(word + " ", 10_000))[..10_000]);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(texts.ToArbitrary(), IsSound));
    }

    [Fact]
    public void Never_throws_whatever_the_reference_and_the_calendar()
    {
        DateOnly[] edges = [DateOnly.MinValue, DateOnly.MaxValue, Day("1949-12-31"), Day("2151-01-01"), _reference];
        foreach (var (phrase, edge) in Table.Read("written-phrases.tsv").SelectMany(row =>
            edges.Select(edge => (Unescaped(row["phrase"]), edge))))
        {
            var calendar = new PlanCalendar
            {
                MunicipalYear = new Dictionary<string, DateOnly> { ["2023"] = edge, ["2024"] = edge },
                Board = [edge],
                Terms = new Dictionary<string, DateOnly> { ["summer 2024"] = edge, [""] = edge },
                Events = new Dictionary<string, DateOnly> { ["approval"] = edge, [" "] = edge },
                Legend = new Dictionary<string, DateOnly> { ["short term"] = edge },
                PlanStart = edge,
            };
            var reading = Reader.Read(phrase, edge, calendar);

            Assert.True(reading.Earliest is null || reading.Due is null || reading.Earliest <= reading.Due, phrase);
        }
    }

    [Fact]
    public void Reads_the_hubs_own_words_back_to_the_same_window()
    {
        var windows = Dates.Zip(Gen.Choose(0, 2000)).Zip(Dates);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(windows.ToArbitrary(), static window =>
        {
            var ((first, days), reference) = window;
            var last = first.AddDays(days);
            var back = Reader.Read(WindowText.Of(first, last, reference), reference);
            var by = Reader.Read(WindowText.Of(first, last, first), first);
            var open = Reader.Read(WindowText.Of(first, null, reference), reference);
            return (back.Earliest, back.Due) == (first, last) && (by.Earliest, by.Due) == (first, last)
                && (open.Earliest, open.Due) == (first, null);
        }));
    }

    [Fact]
    public void Reads_the_same_with_other_words_brackets_case_and_dashes_around()
    {
        var frames = Gen.Elements<Func<string, string>>(
            static t => $"({t})", static t => $"[{t}]", static t => $"“{t}”", static t => $"{t}.", static t => $"  {t}\n",
                static t => t.ToUpperInvariant(), static t => t.ToLowerInvariant(),
            static t => t.Replace('-', '–'), static t => t.Replace('-', '\u2011'), static t => t.Replace(' ', '\u00a0'),
                static t => t.Replace(" ", "\n", StringComparison.Ordinal),
            static t => $"Deliver the scheme {t}", static t => $"The strategy will be in place {t} as agreed with partners",
                static t => $"• {t}", static t => $"Target: {t}",
            static t => $"{t} - lead officer to confirm", static t => t.Insert(t.Length / 2, "\u200b"), static t =>
                $"Publish the plan {t}; owner: public health");
        var cases = Gen.Elements(_plain).Zip(frames).Zip(frames);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(cases.ToArbitrary(), static c =>
        {
            var ((text, inner), outer) = c;
            var framed = Gist(Reader.Read(outer(inner(text)), _reference));
            return (framed == Gist(Reader.Read(text, _reference))).Label($"“{outer(inner(text))}”: {framed}");
        }));
    }

    [Fact]
    public void Works_in_proportion_to_the_length_of_the_text()
    {
        foreach (var seed in _words.Append(string.Join(' ',
            _words)).Append("by March 2024. ").Append("Q1 - ").Append("within 6 months of ").Append("a-b.c/"))
        {
            var looks = ((int[])[1_000, 10_000, 100_000]).Select(length => Looks(seed, length)).ToArray();

            Assert.True(looks[1] <= (12 * looks[0]) + 200
                && looks[2] <= (12 * looks[1]) + 200, $"{seed}: {string.Join(", ", looks)}");
        }
    }

    private static long Looks(string seed, int length)
    {
        TimescaleReader.Read(string.Concat(Enumerable.Repeat(seed + " ", length))[..length], _reference, null, out var looks);
        return looks;
    }

    private static bool IsSound(string text)
    {
        var reading = Reader.Read(text, _reference);
        return reading.Text == text && (reading.Earliest is null || reading.Due is null || reading.Earliest <= reading.Due)
            && reading.Milestones.All(static m => m.Earliest is null || m.Due is null
            || (m.Earliest <= m.RemindBy && m.RemindBy <= m.Due));
    }
}
