using System.Text;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Places of a published text beside rows and files that are written at every publication.</summary>
public sealed class ErasurePlacesTests(AzuriteFixture azurite)
{
    private const string Trace = "Millicent";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_of_ended_periods_are_made_again_without_the_text()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.EnterSampleAsync("kirklees");
        await app.PublishAsync("kirklees");
        await app.ReportAsync(new Update
        {
            Plan = "kirklees",
            Deliverable = "3.1",
            AsAt = Views.At.AddHours(-1),
            Health = Health.AtRisk,
            Summary = $"{Trace} & Co. wait.",
        });
        await app.PublishAsync("kirklees");
        var files = app.Get<BlobSnapshotFiles>();
        var page = new SnapshotFile(
            "kirklees/changes/2022-01-01..2022-05-25.html",
            "text/html",
            Encoding.UTF8.GetBytes($"<p>{Trace} &amp; Co. wait.</p>"),
            SnapshotFile.OneDay);
        Assert.NotNull(await files.TryWriteAsync(page, 2, over: null, Cancel));

        var wanted = new WantedErasure { Item = "3.1", Field = "summary", Text = Trace, Reason = "Asked for." };
        (await app.Office.PostJsonAsync("api/plans/kirklees/erasures", wanted)).EnsureSuccessStatusCode();

        var renewed = await app.TextFileAsync(page.Name);
        Assert.DoesNotContain(Trace, renewed, StringComparison.Ordinal);
        Assert.Contains("What changed between 1 January 2022 and 25 May 2022", renewed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_in_the_outbox_that_tells_the_text_goes()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.PutAsync("plan", items: 1);
        var outbox = app.Storage.Blobs.GetBlobContainerClient(StoredOutboxMailer.Container);
        await outbox.CreateIfNotExistsAsync(cancellationToken: Cancel);
        await outbox.UploadBlobAsync("a.json", BinaryData.FromString("""{"html":"<p>Tom &amp; Ann</p>"}"""), Cancel);
        await outbox.UploadBlobAsync("b.json", BinaryData.FromString("""{"text":"Nobody is named."}"""), Cancel);

        var wanted = new WantedErasure { Field = "summary", Text = "Tom & Ann", Reason = "Asked for." };
        (await app.Office.PostJsonAsync("api/plans/plan/erasures", wanted)).EnsureSuccessStatusCode();

        Assert.False(await outbox.GetBlobClient("a.json").ExistsAsync(Cancel));
        Assert.True(await outbox.GetBlobClient("b.json").ExistsAsync(Cancel));
    }
}
