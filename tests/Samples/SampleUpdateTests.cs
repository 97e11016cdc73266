using System.Globalization;
using System.Text.RegularExpressions;
using HubFunctions.Plans;

namespace HubFunctions.Tests.Samples;

public sealed partial class SampleUpdateTests
{
    [GeneratedRegex(@"\b[1-4]\b|@|\d{5}|\d{4} \d{3}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeldBack();

    [Fact]
    public void The_series_ends_before_the_sample_clock_and_runs_in_order()
    {
        var times = SampleFiles.Messages().Select(m => m.Instant("timestamp")).ToArray();
        Assert.Equal(times.Order(), times);
        Assert.All(times, t => Assert.InRange(t, new(2021, 11, 1, 0, 0, 0, TimeSpan.Zero), SampleFiles.SampleClock));
        Assert.InRange(SampleFiles.Updates().Count(), 40, 60);
    }

    [Fact]
    public void What_the_sample_clock_cannot_know_waits_in_a_file_of_its_own() =>
        Assert.All(SampleFiles.Updates("updates-later"), u => Assert.True(u.Update.Instant("asAt") > SampleFiles.SampleClock));

    [Theory]
    [InlineData("updates")]
    [InlineData("updates-later")]
    public void No_update_is_later_than_its_message_or_late_for_its_item(string file)
    {
        Assert.All(
            SampleFiles.Updates(file),
            u => Assert.True(u.Update.Instant("asAt") <= u.Message.Instant("timestamp").AddMinutes(1)));
        foreach (var item in SampleFiles.Updates(file).GroupBy(u => (u.Update.Text("plan"), u.Update.Text("deliverable"))))
        {
            var times = item.Select(u => u.Update.Instant("asAt")).ToArray();
            Assert.Equal(times.Order(), times);
            Assert.Distinct(times);
        }
    }

    [Fact]
    public void Every_message_has_its_own_id() =>
        Assert.Distinct(SampleFiles.Messages().Concat(SampleFiles.Messages("updates-later")).Select(m => m.Text("id")));

    [Theory]
    [InlineData("updates")]
    [InlineData("updates-later")]
    public void A_partner_reports_only_what_it_may_and_in_words_that_it_declared(string file)
    {
        var partners = SampleFiles.Partners().ToDictionary(p => p.Text("id")!);
        foreach (var (message, update) in SampleFiles.Updates(file))
        {
            var partner = partners[message.Text("partner")!];
            var target = $"{update.Text("plan")}/{update.Text("deliverable")}";
            Assert.Contains(update.Text("deliverable"), SampleFiles.Items(update.Text("plan")!).Select(i => i.Text("id")));
            Assert.True(
                partner.List("plans").Any(p => p.GetString() == update.Text("plan"))
                    || partner.List("items").Any(i => i.GetString() == target),
                $"{message.Text("partner")} may not report on {target}.");
            foreach (var axis in new[] { "lifecycle", "health" })
            {
                if (update.Text(axis) is { } word)
                    Assert.Contains(word, partner.GetProperty("words").EnumerateObject().Select(w => w.Name));
            }
        }
    }

    [Theory]
    [InlineData("updates")]
    [InlineData("updates-later")]
    public void A_reported_measure_is_defined_by_its_item_and_in_the_same_unit(string file)
    {
        foreach (var (_, update) in SampleFiles.Updates(file))
        {
            var defined = SampleFiles.Item(update.Text("plan")!, update.Text("deliverable")!).List("measures")
                .ToDictionary(m => m.Text("id")!, m => m.Text("unit"));
            Assert.All(update.List("measures"), m => Assert.Equal(defined[m.Text("id")!], m.Text("unit")));
        }
    }

    [Theory]
    [InlineData("updates")]
    [InlineData("updates-later")]
    public void No_public_summary_would_be_held_back(string file) =>
        Assert.All(SampleFiles.Updates(file), u => Assert.DoesNotMatch(HeldBack(), u.Update.Text("summary")!));

    [Fact]
    public void Some_updates_carry_an_internal_note_to_prove_that_it_stays_inside() =>
        Assert.InRange(SampleFiles.Updates().Count(u => u.Update.Text("note") is not null), 3, 10);

    [Theory]
    [InlineData("1.1", "complete", "2021-11-29")]
    [InlineData("6.2", "complete", "2021-12-02")]
    [InlineData("6.3", "start", "2021-11-12")]
    [InlineData("6.4", "start", "2021-11-03")]
    [InlineData("3.2", "start", "2022-05-06")]
    public void A_milestone_is_reported_by_its_type(string item, string milestone, string day)
    {
        var (_, update) = Assert.Single(
            SampleFiles.Updates(), u => u.Update.Text("deliverable") == item && u.Update.Text("milestone") is not null);
        var reported = update.Instant("asAt").ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal((milestone, day), (update.Text("milestone"), reported));
    }

    [Theory]
    [InlineData("3.2")]
    [InlineData("5.1")]
    [InlineData("6.1")]
    public void A_deadline_a_week_away_is_unanswered_since_its_fortnight_reminder(string item)
    {
        var fortnightReminder = SampleFiles.SampleClock.AddDays(7 - 14);
        var answers = SampleFiles.Updates().Where(u => u.Update.Text("deliverable") == item).ToArray();
        Assert.NotEmpty(answers);
        Assert.All(answers, u => Assert.True(u.Update.Instant("asAt") < fortnightReminder));
    }

    [Fact]
    public void One_deliverable_was_never_reported_and_one_has_long_been_silent()
    {
        Assert.DoesNotContain(SampleFiles.Updates(), u => u.Update.Text("deliverable") == "4.2");
        var last = SampleFiles.Updates().Where(u => u.Update.Text("deliverable") == "4.1").Max(u => u.Update.Instant("asAt"));
        Assert.True(last.AddMonths(3) < SampleFiles.SampleClock);
    }

    [Fact]
    public void One_amber_means_at_risk_and_another_on_track()
    {
        var amber = SampleFiles.Partners().Where(p => p.GetProperty("words").TryGetProperty("amber", out _))
            .ToDictionary(p => p.Text("id")!, p => p.GetProperty("words").GetProperty("amber").Text("health"));
        Assert.Equal(("atRisk", "onTrack", "onTrack"), (amber["kirklees-council"], amber["rbkc"], amber["kal"]));
    }

    [Fact]
    public void Every_partner_word_means_a_neutral_status()
    {
        var words = SampleFiles.Partners().SelectMany(p => p.GetProperty("words").EnumerateObject());
        foreach (var meaning in words.SelectMany(w => w.Value.EnumerateObject()))
        {
            Assert.True(
                meaning.Name == "lifecycle" ? Enum.TryParse<Lifecycle>(meaning.Value.GetString(), ignoreCase: true, out _)
                    : meaning.Name == "health" && Enum.TryParse<Health>(meaning.Value.GetString(), ignoreCase: true, out _),
                meaning.ToString());
        }
    }
}
