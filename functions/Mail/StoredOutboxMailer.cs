using System.Text;
using System.Text.Json.Nodes;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubFunctions.Plans;

namespace HubFunctions.Mail;

/// <summary>The provider <c>outbox</c> where there is no local run: nothing is sent; each mail is kept as JSON in the private
/// container <c>outbox</c> of the state account, for a trial of the hub before a provider is chosen. Kept for 30 days, and of
/// those the newest 10,000.</summary>
public sealed class StoredOutboxMailer(StorageConnection state, HubClock calendar) : IOutbox, IRetention, IErasablePlace
{
    public const string Container = "outbox";
    private const int MaxMails = 10_000;
    private const int KeptForDays = 30;

    private readonly BlobContainerClient _container = state.Blobs.GetBlobContainerClient(Container);

    public string Name => Container;

    public async Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        var kept = OutboxMail.Of(mail, calendar.Now);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limited.CancelAfter(IMailer.TimeLimit);
        try
        {
            await KeepAsync(kept.Id + ".json", HubJson.Store(kept), limited.Token);
            return new MailResult.Accepted();
        }
        catch (RequestFailedException refused) when (refused.Status is >= 400 and < 500)
        {
            return new MailResult.NotTaken(refused.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (Exception lost) when (lost is RequestFailedException or AggregateException
            || (lost is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return new MailResult.NoAnswer();
        }
    }

    public async Task<int> ExpireAsync(CancellationToken stop)
    {
        if (!await _container.ExistsAsync(stop))
            return 0;
        var names = new List<string>();
        await foreach (var blob in _container.GetBlobsAsync(cancellationToken: stop))
            names.Add(blob.Name);
        names.Sort(StringComparer.Ordinal);
        var oldest = calendar.Today.AddDays(-KeptForDays).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        var gone = names.Take(Math.Max(names.Count - MaxMails, 0))
            .Union(names.Where(n => string.CompareOrdinal(n, oldest) < 0)).ToList();
        foreach (var name in gone)
            await _container.DeleteBlobIfExistsAsync(name, cancellationToken: stop);
        return gone.Count;
    }

    /// <summary>A kept mail that tells the text goes whole.</summary>
    public async Task<int> EraseAsync(TextErasure erasure, CancellationToken stop)
    {
        if (!await _container.ExistsAsync(stop))
            return 0;
        var gone = 0;
        await foreach (var blob in _container.GetBlobsAsync(cancellationToken: stop))
        {
            var mail = await _container.GetBlobClient(blob.Name).DownloadContentAsync(stop);
            if (erasure.IsAnywhereIn(JsonNode.Parse(mail.Value.Content)))
                gone += await _container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: stop) ? 1 : 0;
        }

        return gone;
    }

    private async Task KeepAsync(string name, string json, CancellationToken stop)
    {
        var blob = _container.GetBlobClient(name);
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" } };
        try
        {
            await blob.UploadAsync(new BinaryData(Encoding.UTF8.GetBytes(json)), options, stop);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: stop);
            await blob.UploadAsync(new BinaryData(Encoding.UTF8.GetBytes(json)), options, stop);
        }
    }
}
