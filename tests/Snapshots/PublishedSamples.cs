using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

[CollectionDefinition(nameof(PublishedSamples))]
public sealed class PublishedSamplesCollection : ICollectionFixture<PublishedSamples>;

/// <summary>The public files of two sample plans after a few reports, published once by the real app.</summary>
public sealed class PublishedSamples(AzuriteFixture azurite) : IDisposable
{
    public const int Snapshots = 4;

    private readonly SemaphoreSlim _once = new(1);
    private Dictionary<string, BrowserFile>? _files;

    public static readonly string[] Plans = ["kirklees", "wakefield"];

    public async Task<IReadOnlyDictionary<string, BrowserFile>> FilesAsync()
    {
        await _once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _files ??= await PublishAsync();
        }
        finally
        {
            _once.Release();
        }
    }

    public async Task<string> TextAsync(string name) => System.Text.Encoding.UTF8.GetString((await FilesAsync())[name].Content);

    public void Dispose() => _once.Dispose();

    private async Task<Dictionary<string, BrowserFile>> PublishAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var app = await HubApp.StartAsync(azurite);
        foreach (var plan in Plans)
        {
            await app.EnterSampleAsync(plan);
            await app.PublishAsync(plan);
        }

        var homes = 10;
        foreach (var health in (Health[])[Health.OnTrack, Health.AtRisk, Health.OnTrack])
        {
            var at = new DateTimeOffset(2022, 5, 10 + (homes / 10), 9, 0, 0, TimeSpan.Zero);
            await app.ReportAsync(
                new Update
                {
                    Plan = "kirklees",
                    Deliverable = "3.2",
                    AsAt = at,
                    Health = health,
                    PercentComplete = homes,
                    Forecast = "by the end of June 2023",
                    Summary = $"{homes} homes are finished.",
                    Measures =
                    [
                        new MeasureValue
                        {
                            Id = "homes-ashbrow",
                            Value = homes,
                            Unit = "homes",
                        },
                    ],
                },
                new Update
                {
                    Plan = "kirklees",
                    Deliverable = "6.2",
                    AsAt = at,
                    Lifecycle = Lifecycle.Complete,
                    Summary = "The pilot has run its course.",
                });
            await app.PublishAsync("kirklees");
            homes += 20;
        }

        var files = new Dictionary<string, BrowserFile>(StringComparer.Ordinal);
        var container = app.Get<StorageSettings>();
        var blobs = app.Get<BlobSnapshotFiles>();
        await foreach (
            var blob in new HubFunctions.Plans.StorageConnection(container)
                .Blobs.GetBlobContainerClient("snapshots")
                .GetBlobsAsync(cancellationToken: stop))
        {
            var stored = (await blobs.DownloadAsync(blob.Name, stop))!;
            files[blob.Name] = new BrowserFile(stored.Content.ToArray(), stored.ContentType, stored.CacheControl!);
        }

        return files;
    }
}
