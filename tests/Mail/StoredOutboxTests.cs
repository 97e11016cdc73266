using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Mail;

public sealed class StoredOutboxTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keeps_every_mail_in_the_state_account_and_lets_go_of_old_ones()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var mail = new OutgoingMail(
            "hub@council.example", "khan@council.example", null, "Due", "<p>Due</p>", "Due", "digest.1@hub.example", "reference");
        var outbox = app.Get<StoredOutboxMailer>();
        Assert.Equal(0, await outbox.ExpireAsync(Stop));
        Assert.IsType<MailResult.Accepted>(await outbox.SendAsync(mail, Stop));
        Assert.IsType<MailResult.Accepted>(await outbox.SendAsync(mail, Stop));

        var container = app.Storage.Blobs.GetBlobContainerClient(StoredOutboxMailer.Container);
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: Stop))
            names.Add(blob.Name);
        Assert.Equal(2, names.Count);
        var file = await container.GetBlobClient(names[0]).DownloadContentAsync(Stop);
        var kept = HubJson.Read<OutboxMail>(file.Value.Content.ToString());
        Assert.Equal((mail.To, mail.MessageId), (kept.Mail.To, kept.Mail.MessageId));

        Assert.Equal(0, await outbox.ExpireAsync(Stop));
        var later = new StoredOutboxMailer(app.Storage, new HubClock(TimeProvider.System, app.Get<HubClock>().Now.AddDays(32)));
        Assert.Equal(2, await later.ExpireAsync(Stop));
    }
}
