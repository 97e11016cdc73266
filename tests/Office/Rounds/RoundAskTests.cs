using System.Net;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office.Rounds;

/// <summary>Asking is previewed, goes once for each act however often it is sent, and never to whom mail may not go.</summary>
public sealed class RoundAskTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_every_mail_as_it_will_be_sent_and_sends_all_of_them_with_one_press()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        var preview = await rig.Visitor.OpenAsync(RoundRig.Ask);
        Assert.Empty(rig.Mailer.Sent);

        var (status, after) = await rig.Visitor.SendAsync(preview, RoundRig.Ask);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["ann@town.example", "dee@town.example"], rig.SentTo);
        foreach (var mail in rig.Mailer.Sent)
        {
            Assert.Contains(mail.Subject, preview.Body!.TextContent, StringComparison.Ordinal);
            var shown = preview.QuerySelectorAll(".office-text").Select(t => t.TextContent)
                .Single(t => t.Contains(mail.ToName!, StringComparison.Ordinal));
            Assert.Equal(Lines(mail.Text).Select(l => l.Split("/api/respond/")[0]), Lines(shown)
                .Select(l => l.Split("/api/respond/")[0]));
            Assert.DoesNotContain(Lines(mail.Text)
                .First(l => l.Contains("/api/respond/", StringComparison.Ordinal)), shown, StringComparison.Ordinal);
        }

        var row = RoundRig.Cells(after)[0];
        Assert.Equal(("1 time, last 24 May 2022", "24 May 2022"), (row[2], row[3]));
        Assert.DoesNotContain("@town.example", preview.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mail_names_the_Board_and_lists_only_what_is_not_answered()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        await rig.ReportAsync("1");

        await AskAsync(rig, $"{RoundRig.Ask}?owner=ann");

        var mail = Assert.Single(rig.Mailer.Sent);
        Assert.Equal("For the Board of 22 June 2022: 1 deliverable needs your answer by 10 June 2022: A park", mail.Subject);
        Assert.Contains("Please answer by 10 June 2022", mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("A path", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_sends_once()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        var preview = await rig.Visitor.OpenAsync(RoundRig.Ask);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => rig.Visitor.SendAsync(preview, RoundRig.Ask)));
        var (late, _) = await rig.Visitor.SendAsync(preview, RoundRig.Ask);
        await rig.TickAsync();

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(HttpStatusCode.OK, late);
        Assert.Equal(["ann@town.example", "dee@town.example"], rig.SentTo);
    }

    [Fact]
    public async Task Two_instances_that_get_the_same_form_send_once()
    {
        var account = azurite.NewAccount();
        await using var rig = await RoundRig.StartAsync(azurite, account: account);
        await using var other = await RoundRig.StartAsync(azurite, opened: false, account: account);
        var (mine, theirs) = (await rig.Visitor.OpenAsync(RoundRig.Ask), await other.Visitor.OpenAsync(RoundRig.Ask));

        await Task.WhenAll(rig.Visitor.SendAsync(mine, RoundRig.Ask), other.Visitor.SendAsync(theirs, RoundRig.Ask));
        await Task.WhenAll(rig.TickAsync(), other.TickAsync());

        Assert.Equal(["ann@town.example", "dee@town.example"], rig.SentTo.Concat(other.SentTo).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_who_was_asked_meanwhile_and_may_ask_again()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        using var other = await Visitor.SignedInAsync(rig.App, "Bo Day");
        var (mine, theirs) = (await rig.Visitor.OpenAsync(RoundRig.Ask), await other.OpenAsync($"{RoundRig.Ask}?owner=ann"));
        await other.SendAsync(theirs, RoundRig.Ask);

        var (status, page) = await rig.Visitor.SendAsync(mine, RoundRig.Ask);

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Nothing was sent now", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["ann@town.example"], rig.SentTo);
        Assert.Equal(HttpStatusCode.OK, (await rig.Visitor.SendAsync(page, RoundRig.Ask)).Status);
        Assert.Equal(["ann@town.example", "ann@town.example", "dee@town.example"], rig.SentTo);
        Assert.Equal(3, rig.Mailer.Sent.Select(m => m.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task Who_answered_since_the_preview_is_not_asked()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        var preview = await rig.Visitor.OpenAsync(RoundRig.Ask);
        await rig.ReportAsync("3");

        Assert.Equal(HttpStatusCode.Conflict, (await rig.Visitor.SendAsync(preview, RoundRig.Ask)).Status);

        Assert.Empty(rig.Mailer.Sent);
    }

    [Fact]
    public async Task The_deputy_is_asked_instead_and_may_answer()
    {
        await using var rig = await RoundRig.StartAsync(azurite);

        await AskAsync(rig, $"{RoundRig.Ask}?owner=ann&deputy=true");

        var mail = Assert.Single(rig.Mailer.Sent);
        Assert.Equal("bo@town.example", mail.To);
        Assert.Contains("You are standing in for Ann Lee.", mail.Text, StringComparison.Ordinal);
        Assert.Equal("24 May 2022, the deputy", (await rig.ListAsync())[0][3]);
        var link = Lines(mail.Text).First(l => l.Contains("/api/respond/", StringComparison.Ordinal)).Trim();
        var page = await rig.App.Anyone.GetStringAsync(
            new Uri(link[link.IndexOf("https", StringComparison.Ordinal)..]).AbsolutePath, Stop);
        Assert.Contains("A path", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bounce", "mail to the address does not get through")]
    [InlineData("spamreport", "the person called the hub’s mail spam")]
    public async Task No_mail_goes_to_an_address_that_bounced_or_complained(string kind, string why)
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        await rig.App.Get<IReminderLedger>()
            .BounceAsync(new Bounce(Recipient.IdentityOf("ann@town.example"), kind, DateTimeOffset.UnixEpoch), Stop);

        var preview = await AskAsync(rig, RoundRig.Ask);

        Assert.Equal(["dee@town.example"], rig.SentTo);
        Assert.Contains($"Ann Lee: {why}", preview.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("draft", "the plan is a draft, which sends no mail")]
    [InlineData("closed", "the plan is closed")]
    public async Task No_mail_goes_about_a_plan_that_sends_none(string status, string why)
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        var before = await rig.Visitor.OpenAsync(RoundRig.Ask);
        await rig.PutAsync(status: status);

        Assert.Equal(HttpStatusCode.Conflict, (await rig.Visitor.SendAsync(before, RoundRig.Ask)).Status);

        Assert.Empty(rig.Mailer.Sent);
        Assert.Contains($"Not asked: {why}.", (await rig.ListAsync())[0][1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_asked_in_a_round_that_is_closed()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        var before = await rig.Visitor.OpenAsync(RoundRig.Ask);
        var rounds = rig.App.Get<TableRounds>();
        await rounds.ReplaceAsync((await rounds.FindAsync("town", new(2022, 6, 22), Stop))! with { ClosedOn = new(2022, 5, 24) },
            Stop);

        Assert.Equal(HttpStatusCode.Conflict, (await rig.Visitor.SendAsync(before, RoundRig.Ask)).Status);

        Assert.Empty(rig.Mailer.Sent);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> AskAsync(RoundRig rig, string address)
    {
        var preview = await rig.Visitor.OpenAsync(address);
        Assert.Equal(HttpStatusCode.OK, (await rig.Visitor.SendAsync(preview, RoundRig.Ask)).Status);
        return preview;
    }

    private static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
