using HubFunctions.Mail;
using HubFunctions.Reminders;

namespace HubFunctions.Tests.Reminders;

public sealed class WhoIsToldTests
{
    private static readonly DateTimeOffset Monday = new(2022, 4, 4, 9, 0, 0, TimeSpan.Zero);
    private readonly ReminderRig _rig = new();

    private IEnumerable<string> Told => _rig.Mailer.Sent.Select(m => m.To.Split('@')[0]).Order(StringComparer.Ordinal);

    [Fact]
    public async Task The_deputy_is_told_while_the_owner_is_away_and_knows_for_whom()
    {
        _rig.Away.Add("councillor@council.example");
        _rig.Plans.Put(TestPlan.Header(), [TestPlan.Item("a", new(2022, 4, 4))]);
        await _rig.TickAsync(Monday);
        Assert.Equal(["deputy"], Told);
        Assert.Contains("You are standing in for Councillor Khan", _rig.Mailer.Sent[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_is_told_when_owner_and_deputy_are_both_away()
    {
        _rig.Away.UnionWith(["councillor@council.example", "deputy@council.example"]);
        _rig.Plans.Put(TestPlan.Header(), [TestPlan.Item("a", new(2022, 4, 4))]);
        await _rig.TickAsync(Monday);
        Assert.Equal(["councillor"], Told);
    }

    [Theory]
    [InlineData("2022-04-01", "councillor")]
    [InlineData("2022-03-21", "councillor,holder")]
    [InlineData("2022-03-07", "councillor,holder,secretary")]
    public async Task Nobody_answering_is_told_to_the_portfolio_holder_and_later_to_the_board_secretary(string due, string told)
    {
        _rig.Plans.Put(
            TestPlan.Header(),
            [TestPlan.Item("a", DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture))]);
        await _rig.TickAsync(Monday);
        Assert.Equal(told.Split(','), Told);
    }

    [Fact]
    public async Task An_address_that_the_provider_refuses_is_passed_over_at_the_next_tick()
    {
        _rig.Mailer.Answer = m =>
            m.To.StartsWith("councillor", StringComparison.Ordinal) ? new MailResult.UnknownAddress() : new MailResult.Accepted();
        _rig.Plans.Put(TestPlan.Header(), [TestPlan.Item("a", new(2022, 4, 4))]);
        await _rig.TickAsync(Monday);
        await _rig.TickAsync(Monday.AddMinutes(15));
        await _rig.TickAsync(Monday.AddMinutes(30));
        Assert.Equal(["deputy"], Told);
    }

    [Fact]
    public async Task Without_an_owner_the_board_secretary_is_told_and_without_a_secretary_the_programme_office()
    {
        _rig.Plans.Put(TestPlan.Header(), [TestPlan.Item("a", new(2022, 4, 4), owner: null)]);
        _rig.Plans.Put(TestPlan.Header("other", TestPlan.Owner), [TestPlan.Item("b", new(2022, 4, 4), owner: null)]);
        await _rig.TickAsync(Monday);
        Assert.Equal(["programme.office", "secretary"], Told);
    }

    [Fact]
    public async Task One_person_with_several_plans_gets_one_digest_whatever_the_case_of_the_address()
    {
        _rig.Plans.Put(TestPlan.Header(), [TestPlan.Item("a", new(2022, 4, 4))]);
        _rig.Plans.Put(
            TestPlan.Header("other", TestPlan.Owner with { Id = "khan", Email = "Councillor@Council.example" }),
            [TestPlan.Item("b", new(2022, 4, 4), owner: "khan")]);
        await _rig.TickAsync(Monday);
        Assert.Equal("2 deliverables due today: Title of b, Title of a", Assert.Single(_rig.Mailer.Sent).Subject);
    }

    [Fact]
    public async Task A_councillor_with_six_priorities_gets_one_digest_and_not_twelve_mails()
    {
        foreach (var (plan, items) in SamplePlans.Read().Where(p => p.Plan.Id == "kirklees"))
            _rig.Plans.Put(plan, items);
        for (var day = new DateOnly(2021, 10, 1); day < new DateOnly(2022, 6, 10); day = day.AddDays(1))
        {
            var before = _rig.Mailer.Sent.Count;
            await _rig.DayAsync(day);
            Assert.True(_rig.Mailer.Sent.Skip(before).Count(m => m.To == "m.khan@kirklees.example") <= 1, $"{day}");
        }

        var subjects = _rig.Mailer.Sent.Where(m => m.To == "m.khan@kirklees.example").Select(m => m.Subject);
        Assert.Contains(
            subjects,
            s => s.StartsWith("1 deliverable due this week, 3 due soon: Run an obesity pilot", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Undated_items_are_asked_about_once_a_month_in_one_mail()
    {
        foreach (var (plan, items) in SamplePlans.Read().Where(p => p.Plan.Id == "cheshire-west"))
            _rig.Plans.Put(plan, items);
        for (var day = new DateOnly(2022, 4, 2); day < new DateOnly(2022, 7, 1); day = day.AddDays(1))
            await _rig.DayAsync(day);
        Assert.Equal(3, _rig.Mailer.Sent.Count);
        Assert.All(_rig.Mailer.Sent, m => Assert.Matches("^[0-9]+ commitments without a date: ", m.Subject));
    }

    [Fact]
    public async Task No_log_of_a_failing_run_names_an_address()
    {
        _rig.Mailer.Answer = _ => new MailResult.NotTaken("503");
        _rig.Plans.Put(TestPlan.Header(), [TestPlan.Item("a", new(2022, 4, 4))]);
        await _rig.TickAsync(Monday);
        Assert.NotEmpty(_rig.Log);
        Assert.DoesNotContain(_rig.Log, line => line.Contains('@', StringComparison.Ordinal));
        Assert.All(_rig.Ledger.Rows, r => Assert.DoesNotContain("@", r.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_provider_that_is_away_delays_the_mail_within_the_day()
    {
        _rig.Mailer.Answer = _ => new MailResult.NotTaken("503");
        _rig.Plans.Put(TestPlan.Header(), [TestPlan.Item("a", new(2022, 4, 4))]);
        await _rig.TickAsync(Monday);
        _rig.Mailer.Answer = _ => new MailResult.Accepted();
        await _rig.TickAsync(Monday.AddMinutes(15));
        await _rig.TickAsync(Monday.AddMinutes(30));
        Assert.Equal(["councillor"], Told);
    }

    [Fact]
    public async Task A_mail_in_doubt_is_handed_over_once_more_and_then_left_to_the_next_working_day()
    {
        _rig.Mailer.Answer = _ => new MailResult.NoAnswer();
        _rig.Plans.Put(TestPlan.Header(), [TestPlan.Item("a", new(2022, 4, 4))]);
        await _rig.DayAsync(new(2022, 4, 4));
        Assert.Equal(2, _rig.Mailer.Sent.Count);
        Assert.Single(_rig.Mailer.Sent.Select(m => m.MessageId).Distinct());
        Assert.Equal(LedgerStatus.Doubtful, Assert.Single(_rig.Ledger.Rows).Status);
        _rig.Mailer.Answer = _ => new MailResult.Accepted();
        await _rig.DayAsync(new(2022, 4, 5));
        await _rig.DayAsync(new(2022, 4, 6));
        Assert.Equal(3, _rig.Mailer.Sent.Count);
    }
}
