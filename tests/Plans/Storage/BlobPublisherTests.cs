using System.Net;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans.Storage;

public sealed class BlobPublisherTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly BlobContainerClient _container = azurite.Blobs.GetBlobContainerClient(azurite.NewName("published"));

    [Fact]
    public async Task Anyone_can_read_a_published_blob_with_its_headers()
    {
        var publisher = await PublisherAsync();
        var etag = await publisher.PublishAsync(
            "kirklees/latest.json", "{}"u8.ToArray(), "application/json", "public, max-age=60", cancellationToken: Cancel);

        using var http = new HttpClient();
        using var answer = await http.GetAsync(_container.GetBlobClient("kirklees/latest.json").Uri, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("public, max-age=60", answer.Headers.CacheControl!.ToString());
        Assert.Equal(etag.ToString("H"), answer.Headers.ETag!.ToString());
        Assert.Equal("{}", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Replaces_a_blob_larger_than_one_block_and_an_empty_one()
    {
        var publisher = await PublisherAsync();
        var large = new byte[(9 * 1024 * 1024) + 1];
        Random.Shared.NextBytes(large);
        await publisher.PublishAsync("file", "old"u8.ToArray(), "text/plain", cancellationToken: Cancel);

        var etag = await publisher.PublishAsync("file", large, "application/octet-stream", cancellationToken: Cancel);
        var read = await publisher.DownloadAsync("file", Cancel);
        await publisher.PublishAsync("file", default, "text/plain", cancellationToken: Cancel);

        Assert.Equal((etag.ToString(), "application/octet-stream"), (read!.ETag, read.ContentType));
        Assert.True(large.AsSpan().SequenceEqual(read.Content.ToMemory().Span));
        Assert.Equal(0, (await publisher.GetPropertiesAsync("file", Cancel))!.ContentLength);
    }

    [Fact]
    public async Task Refuses_to_replace_a_blob_that_has_changed_or_already_exists()
    {
        var publisher = await PublisherAsync();
        var onlyNew = new BlobRequestConditions { IfNoneMatch = ETag.All };
        var first = await publisher.PublishAsync(
            "file",
            "1"u8.ToArray(),
            "text/plain",
            conditions: onlyNew,
            cancellationToken: Cancel);
        await publisher.PublishAsync(
            "file",
            "2"u8.ToArray(),
            "text/plain",
            conditions: new BlobRequestConditions { IfMatch = first },
            cancellationToken: Cancel);

        var changed = await Assert.ThrowsAsync<RequestFailedException>(() =>
            publisher.PublishAsync(
                "file",
                "3"u8.ToArray(),
                "text/plain",
                conditions: new BlobRequestConditions { IfMatch = first },
                cancellationToken: Cancel));
        var exists = await Assert.ThrowsAsync<RequestFailedException>(() => publisher.PublishAsync(
            "file", "3"u8.ToArray(), "text/plain", conditions: onlyNew, cancellationToken: Cancel));
        var kept = await Assert.ThrowsAsync<RequestFailedException>(() => publisher.DeleteAsync("file", first, Cancel));

        Assert.Equal((412, 409, 412), (changed.Status, exists.Status, kept.Status));
        Assert.Equal("2", (await publisher.DownloadAsync("file", Cancel))!.Content.ToString());
    }

    [Fact]
    public async Task Publishers_at_once_leave_one_whole_content()
    {
        var publisher = await PublisherAsync();
        byte[][] contents = [.. Enumerable.Range(1, 8).Select(n => Enumerable.Repeat((byte)n, (4 * 1024 * 1024) + n).ToArray())];

        await Task.WhenAll(
            contents.Take(3).Select(content => publisher.PublishAsync("file", content, "text/plain", cancellationToken: Cancel)));

        var read = (await publisher.DownloadAsync("file", Cancel))!.Content.ToArray();
        Assert.Contains(contents, content => content.AsSpan().SequenceEqual(read));
    }

    [Fact]
    public async Task Lists_by_prefix_and_says_what_is_not_there()
    {
        var publisher = await PublisherAsync();
        foreach (var name in (string[])["a/2.json", "a/1.json", "b/1.json"])
            await publisher.PublishAsync(name, "x"u8.ToArray(), "text/plain", cancellationToken: Cancel);

        var names = new List<string>();
        await foreach (var blob in publisher.ListAsync("a/", Cancel))
            names.Add(blob.Name);

        Assert.Equal(["a/1.json", "a/2.json"], names);
        Assert.True(await publisher.DeleteAsync("b/1.json", cancellationToken: Cancel));
        Assert.False(await publisher.DeleteAsync("b/1.json", cancellationToken: Cancel));
        Assert.False(await publisher.ExistsAsync("b/1.json", Cancel));
        Assert.Null(await publisher.DownloadAsync("b/1.json", Cancel));
        Assert.Null(await publisher.GetPropertiesAsync("b/1.json", Cancel));
    }

    private async Task<BlobPublisher> PublisherAsync()
    {
        var publisher = new BlobPublisher(_container);
        await publisher.CreateContainerAsync(anonymousReading: true, Cancel);
        return publisher;
    }
}
