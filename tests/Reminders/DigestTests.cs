using System.Text;
using System.Text.RegularExpressions;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;

namespace HubFunctions.Tests.Reminders;

/// <summary>What a digest says, and how much of it.</summary>
public sealed partial class DigestTests
{
    private static readonly DateTimeOffset Monday = new(2022, 4, 4, 9, 0, 0, TimeSpan.Zero);
    private readonly ReminderRig _rig = new();

    private OutgoingMail Mail => Assert.Single(_rig.Mailer.Sent);

    [Fact]
    public async Task A_mail_is_signed_by_who_stands_behind_the_plan()
    {
        _rig.Plans.Put(
            TestPlan.Header() with
            {
                Organisation = "Town Council",
                Publication = new() { Contact = "plan@town.example", Privacy = "https://town.example/privacy" },
            },
            [TestPlan.Item("a", new(2022, 4, 4))]);
        await _rig.TickAsync(Monday);

        Assert.Equal("plan@town.example", Mail.ReplyTo);
        string[] said =
        [
            "Town Council",
            "plan@town.example",
            "https://town.example/privacy",
            "You get this email because you are named",
        ];
        Assert.All(said, words => Assert.Contains(words, Unwrapped(Mail.Text), StringComparison.Ordinal));
        Assert.All(said, words => Assert.Contains(words, Mail.Html, StringComparison.Ordinal));
        Assert.Contains("<a class=\"link\" href=\"https://town.example/privacy\"", Mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_plan_does_not_say_the_settings_sign()
    {
        _rig.Mail = _rig.Mail with
        {
            Organisation = "County Hall",
            ReplyTo = "plans@county.example",
            PrivacyUrl = new("https://county.example/privacy"),
        };
        _rig.Plans.Put(TestPlan.Header(), [TestPlan.Item("a", new(2022, 4, 4))]);
        await _rig.TickAsync(Monday);

        Assert.Equal("plans@county.example", Mail.ReplyTo);
        string[] said = ["County Hall", "plans@county.example", "https://county.example/privacy"];
        Assert.All(said, words => Assert.Contains(words, Mail.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_heading_is_no_subject_and_the_subject_cuts_no_character()
    {
        var family = "👩‍👧‍👦";
        _rig.Plans.Put(TestPlan.Header(), [Titled(string.Concat(Enumerable.Repeat(family, 30)))]);
        await _rig.TickAsync(Monday);

        Assert.Contains(
            "<h1 style=\"font-size:22px;line-height:1.3;margin:0 0 16px\">1 deliverable needs an answer from you</h1>",
            Mail.Html,
            StringComparison.Ordinal);
        Assert.Contains("<title>1 deliverable needs an answer from you</title>", Mail.Html, StringComparison.Ordinal);
        Assert.StartsWith("1 deliverable needs an answer from you\n", Mail.Text, StringComparison.Ordinal);
        var title = Mail.Subject["1 deliverable due today: ".Length..];
        Assert.Equal("…", title.Replace(family, "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    [InlineData(300, true)]
    public async Task The_ten_most_urgent_are_shown_and_one_link_leads_to_all(int count, bool more)
    {
        _rig.Plans.Put(
            TestPlan.Header(),
            Enumerable.Range(0, count).Select(i => TestPlan.Item($"i{i:000}", new DateOnly(2022, 4, 4).AddDays(-i % 9))));
        await _rig.TickAsync(Monday);

        Assert.Equal(10, Mail.Text.Split('\n').Count(line => line.StartsWith("* ", StringComparison.Ordinal)));
        Assert.Equal(more, Mail.Text.Contains($"And {count - 10} more", StringComparison.Ordinal));
        Assert.Contains("See all your items:\nhttps://hub.example/api/respond/", Mail.Text, StringComparison.Ordinal);
        var all = Assert.IsType<LinkResult.Valid>(ReminderRig.Tokens.Read(Link().Matches(Mail.Text)[^1].Groups["token"].Value));
        Assert.Equal(Recipient.IdentityOf("councillor@council.example"), all.Link.Person);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("\"")]
    [InlineData("漢")]
    [InlineData("😀")]
    [InlineData("<")]
    public async Task The_largest_digest_is_at_most_40_kB_and_no_link_of_it_too_long(string character)
    {
        var long63 = new string('a', 59);
        var text = string.Concat(Enumerable.Repeat(character, 10_000 / character.Length));
        var owner = new Owner { Id = long63, Name = text[..300], Email = "councillor@council.example" };
        var plan = TestPlan.Header(new string('p', 63), owner) with
        {
            Title = text,
            Organisation = text[..300],
            Publication = new() { Contact = text[..300], Privacy = text[..2_000] },
        };
        _rig.Plans.Put(plan, Enumerable.Range(0, 300).Select(i => Titled(text, $"{long63}.{i:000}", long63)));
        await _rig.TickAsync(Monday);

        var bytes =
            Encoding.UTF8.GetByteCount(Mail.Html)
            + Encoding.UTF8.GetByteCount(Mail.Text)
            + Mail.Attachments.Sum(a => Encoding.UTF8.GetByteCount(a.Content));
        Assert.InRange(bytes, 1_000, 40_000);
        Assert.All(Link().Matches(Mail.Text + Mail.Html), m => Assert.InRange(m.Length, 1, 2_000));
        Assert.NotEmpty(Link().Matches(Mail.Text));
    }

    [Fact]
    public async Task The_office_reads_by_cause_what_it_can_do()
    {
        var owners = Enumerable.Range(0, 40).Select(i => new Owner { Id = $"o{i}", Name = $"Owner {i}" }).ToArray();
        _rig.Plans.Put(
            TestPlan.Header("plan", owners),
            [
                .. owners.Select(o => TestPlan.Item($"of-{o.Id}", new(2022, 4, 4), owner: o.Id)),
                TestPlan.Item("lone", new(2022, 4, 4), owner: null),
            ]);
        await _rig.TickAsync(Monday);

        Assert.Equal(ReminderRig.Settings.OfficeAddress, Mail.To);
        Assert.Contains("40 owners have no address\n", Mail.Text, StringComparison.Ordinal);
        Assert.Contains("1 deliverable has no owner\n", Mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("standing in", Mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dates_are_said_to_be_attached_only_where_they_are()
    {
        _rig.Plans.Put(TestPlan.Header(), [TestPlan.Item("a", new(2022, 4, 4))]);
        _rig.Plans.Put(
            TestPlan.Header("other", TestPlan.Owner with { Email = "other@council.example" }),
            [TestPlan.Item("b", null)]);
        await _rig.TickAsync(Monday);
        _rig.Mail = _rig.Mail with { Provider = "notify" };
        _rig.Plans.Put(
            TestPlan.Header("third", TestPlan.Owner with { Email = "third@council.example" }),
            [TestPlan.Item("c", new(2022, 4, 4))]);
        await _rig.TickAsync(Monday.AddMinutes(15));

        Assert.Equal(3, _rig.Mailer.Sent.Count);
        Assert.All(
            _rig.Mailer.Sent,
            m => Assert.Equal(m.Attachments.Count > 0, m.Text.Contains("attached", StringComparison.Ordinal)));
        Assert.All(
            _rig.Mailer.Sent,
            m => Assert.Equal(m.Attachments.Count > 0, m.Html.Contains("attached", StringComparison.Ordinal)));
        Assert.Equal(["councillor@council.example"], _rig.Mailer.Sent.Where(m => m.Attachments.Count > 0).Select(m => m.To));
    }

    [Fact]
    public async Task No_control_character_reaches_a_mail()
    {
        var odd = "Homes\u0007\u001B[31m\u0000 and\r\nBcc: all@x.example \u202Emore";
        var plan = TestPlan.Header("plan", TestPlan.Owner with { Name = "\"Jo\"\\\r\nBcc: x@x.example" }) with
        {
            Title = odd,
            Organisation = odd,
            Publication = new() { Contact = odd, Privacy = odd },
        };
        _rig.Plans.Put(plan, [Titled(odd)]);
        await _rig.TickAsync(Monday);

        static bool IsOdd(char c) => (char.IsControl(c) && c is not ('\n' or '\r')) || c == '\u202E';
        Assert.DoesNotContain(Mail.Subject + Mail.ToName, c => char.IsControl(c) || IsOdd(c));
        Assert.DoesNotContain(Mail.Text, c => IsOdd(c));
        Assert.DoesNotContain(Mail.Attachments[0].Content, c => IsOdd(c));
        Assert.DoesNotMatch("&#x?(0|7|1B|D|202E);", Mail.Html);
    }

    [Theory]
    [InlineData(PlanStatus.Draft, null, 0)]
    [InlineData(PlanStatus.Draft, ReminderStart.Started, 1)]
    [InlineData(PlanStatus.Consultation, null, 1)]
    [InlineData(PlanStatus.Adopted, ReminderStart.Waiting, 0)]
    [InlineData(PlanStatus.Closed, null, 0)]
    public async Task Neither_a_draft_nor_a_plan_that_waits_sends_mail(PlanStatus status, ReminderStart? reminders, int mails)
    {
        _rig.Plans.Put(TestPlan.Header() with { Status = status, Reminders = reminders }, [TestPlan.Item("a", new(2022, 4, 4))]);
        await _rig.TickAsync(Monday);
        Assert.Equal(mails, _rig.Mailer.Sent.Count);
    }

    [Fact]
    public async Task What_the_office_should_enter_is_told_to_the_office_alone()
    {
        string[] notes =
        [
            "A status, not a date: please enter when it was completed.",
            "The plan's start is not entered, so year 1 is counted from 1 April 2022.",
        ];
        PlanItem Noted(string id, string? owner) => TestPlan.Item(id, new(2022, 4, 4), owner: owner) is var item
            ? item with { State = item.State with { Reading = item.State.Reading with { Assumptions = notes } } }
            : throw new InvalidOperationException();
        _rig.Plans.Put(TestPlan.Header("plan", TestPlan.Owner), [Noted("a", "councillor"), Noted("b", null)]);
        await _rig.TickAsync(Monday);

        var councillor = Unwrapped(_rig.Mailer.Sent.Single(m => m.To == "councillor@council.example").Text);
        var office = Unwrapped(_rig.Mailer.Sent.Single(m => m.To == ReminderRig.Settings.OfficeAddress).Text);
        Assert.DoesNotContain("enter", councillor, StringComparison.Ordinal);
        Assert.Contains("A status, not a date. The plan's start is not known, so year 1", councillor, StringComparison.Ordinal);
        Assert.Contains("please enter when it was completed", office, StringComparison.Ordinal);
    }

    private static PlanItem Titled(string title, string id = "a", string owner = "councillor")
    {
        var item = TestPlan.Item(id, new(2022, 4, 4), owner: owner);
        return item with
        {
            Definition = item.Definition with { Title = title, Timescale = title.Length > 2_000 ? title[..2_000] : title },
        };
    }

    private static string Unwrapped(string text) => Spaces().Replace(text, " ");

    [GeneratedRegex(@"\s+", RegexOptions.None, 1_000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"https://hub\.example/api/respond/(?<token>[\w.-]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Link();
}
