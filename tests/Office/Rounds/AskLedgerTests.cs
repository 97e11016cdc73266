using System.Net;
using Azure.Data.Tables;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Office.Rounds;

/// <summary>What the office asks goes by the ledger's rules: what a provider, a crash or the hour kept back goes with the tick,
/// and never twice.</summary>
public sealed class AskLedgerTests(AzuriteFixture azurite)
{
    private static readonly DateOnly Board = new(2022, 6, 22);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lost_answer_of_the_provider_is_handed_over_once_more_with_the_same_id_and_no_third_time()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        rig.Mailer.Answer = _ => new MailResult.NoAnswer();
        await AskAsync(rig, "ann");
        await rig.TickAsync();
        Assert.Single(rig.Mailer.Sent);

        rig.Clock.Shift += LedgerRow.Lease + TimeSpan.FromMinutes(1);
        await rig.TickAsync();
        Assert.Equal(2, rig.Mailer.Sent.Count);
        Assert.Single(rig.Mailer.Sent.Select(m => m.MessageId).Distinct());
        Assert.True(rig.Mailer.Sent[1].MayBeSent);

        rig.Clock.Shift += LedgerRow.Lease + TimeSpan.FromMinutes(1);
        await rig.TickAsync();
        rig.Clock.Shift += LedgerRow.Lease + TimeSpan.FromMinutes(1);
        await rig.TickAsync();
        Assert.Equal(2, rig.Mailer.Sent.Count);
        var state = await rig.StateAsync();
        Assert.Equal(LedgerStatus.Doubtful, Assert.Single(state.Mails).Value.Status);
        Assert.True(Assert.Single(state.Acts).IsDone);
        Assert.Contains("it may not have arrived", (await rig.ListAsync())[0][3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_was_not_taken_goes_with_a_later_tick_once()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        rig.Mailer.Answer = _ => new MailResult.NotTaken("503");
        await AskAsync(rig, "ann");
        Assert.Contains("still to go", (await rig.ListAsync())[0][3], StringComparison.Ordinal);
        rig.Mailer.Answer = _ => new MailResult.Accepted();

        for (var tick = 0; tick < 4; tick++)
        {
            rig.Clock.Shift += TimeSpan.FromMinutes(15);
            await rig.TickAsync();
        }

        Assert.Equal("ann@town.example", Assert.Single(rig.Mailer.Sent).To);
    }

    [Fact]
    public async Task An_act_whose_process_died_right_after_it_was_stored_is_sent_by_the_tick()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        var act = new AskAct(
            "town",
            Board,
            rig.App.Get<HubClock>().Now,
            AskChoice.All.Mails(await rig.StateAsync(), RoundAbsences.None));
        await rig.App.Get<IReminderLedger>().BeginAskingAsync("town", Board, act.At, Stop);
        Assert.True(await rig.App.Get<TableRounds>().AddAsync(act, Stop));

        await rig.TickAsync();
        await rig.TickAsync();

        Assert.Equal(["ann@town.example", "dee@town.example"], rig.SentTo);
    }

    [Fact]
    public async Task A_mark_without_an_act_is_looked_at_for_an_hour_and_goes()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        var ledger = rig.App.Get<IReminderLedger>();
        await ledger.BeginAskingAsync("town", Board, rig.App.Get<HubClock>().Now, Stop);

        await rig.TickAsync();
        Assert.Single((await ledger.StateAsync(Stop)).Asking);

        rig.Clock.Shift += TimeSpan.FromMinutes(61);
        await rig.TickAsync();
        Assert.Empty((await ledger.StateAsync(Stop)).Asking);
    }

    [Fact]
    public async Task What_is_asked_at_night_goes_in_the_morning_unless_it_is_answered_by_then()
    {
        await using var rig = await RoundRig.StartAsync(azurite, "2022-05-24T18:30:00Z");
        var (_, after) = await rig.Visitor.SendAsync(await rig.Visitor.OpenAsync(RoundRig.Ask), RoundRig.Ask);
        Assert.Contains("Mail leaves from 25 May 2022, 08:00", after.Body!.TextContent, StringComparison.Ordinal);
        await rig.TickAsync();
        Assert.Empty(rig.Mailer.Sent);
        await rig.ReportAsync("3");

        rig.Clock.Shift += TimeSpan.FromHours(13);
        await rig.TickAsync();

        Assert.Equal(["ann@town.example"], rig.SentTo);
        Assert.True(Assert.Single((await rig.StateAsync()).Acts).IsDone);
    }

    [Fact]
    public async Task An_address_that_the_provider_refuses_is_not_written_to_again()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        rig.Mailer.Answer = _ => new MailResult.UnknownAddress();
        await AskAsync(rig, "ann");

        var row = (await rig.ListAsync())[0];

        Assert.Equal("address refused, 24 May 2022", row[5]);
        Assert.Contains("mail to the address does not get through", row[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_the_provider_lost_later_stands_in_doubt()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        await AskAsync(rig, "ann");
        var sent = Assert.Single(rig.Mailer.Sent);
        var lost = new MailEvent(MailEventKind.Lost, sent.Reference, null, null) { MessageId = sent.MessageId };

        foreach (var handler in rig.App.Services.GetServices<IMailEventHandler>())
            await handler.HandleAsync([lost], Stop);

        Assert.Contains("it may not have arrived", (await rig.ListAsync())[0][3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_plan_keeps_no_other_from_being_asked()
    {
        await using var rig = await RoundRig.StartAsync(azurite, "2022-05-24T18:30:00Z");
        var ledger = rig.App.Get<IReminderLedger>();
        Assert.NotNull(await rig.App.Get<TableRounds>().AddAsync(new Round("a-plan", Board, Board, Board, Board), Stop));
        await rig.App.Storage.Tables.GetTableClient(TableRounds.TableName).AddEntityAsync(
            new TableEntity("asks|a-plan", "2022-06-22|broken") { ["At"] = "never" }, Stop);
        await ledger.BeginAskingAsync("a-plan", Board, rig.App.Get<HubClock>().Now, Stop);
        await rig.Visitor.SendAsync(await rig.Visitor.OpenAsync(RoundRig.Ask), RoundRig.Ask);

        rig.Clock.Shift += TimeSpan.FromHours(13);
        await Assert.ThrowsAsync<AggregateException>(rig.TickAsync);

        Assert.Equal(["ann@town.example", "dee@town.example"], rig.SentTo);
    }

    private static async Task AskAsync(RoundRig rig, string owner)
    {
        var preview = await rig.Visitor.OpenAsync($"{RoundRig.Ask}?owner={owner}");
        Assert.Equal(HttpStatusCode.OK, (await rig.Visitor.SendAsync(preview, RoundRig.Ask)).Status);
    }
}
