using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using Moq;

namespace HubFunctions.Tests.Plans.Storage;

public sealed class StorageConnectionTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sends_the_managed_identity_token_for_storage()
    {
        var sent = new List<string>();
        using var http = new HttpClient(new Recorder(request => sent.Add(
            $"{request.RequestUri!.GetLeftPart(UriPartial.Path)} {request.Headers.Authorization}")));
        var credential = new Mock<TokenCredential>();
        credential
            .Setup(it =>
                it.GetTokenAsync(
                    It.Is<TokenRequestContext>(context => context.Scopes.Single() == "https://storage.azure.com/.default"),
                    It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AccessToken("token-of-the-identity", DateTimeOffset.MaxValue));
        var storage = new StorageConnection(
            new StorageSettings(null, "state", null, null, null),
            credential.Object,
            options => options.Transport = new HttpClientTransport(http));
        var table = storage.Tables.GetTableClient("plans");

        await table.AddEntityAsync(new TableEntity("plan", "row"), Cancel);
        await table.AddEntityAsync(new TableEntity("plan", "next"), Cancel);

        Assert.Equal(
            Enumerable.Repeat("https://state.table.core.windows.net/plans Bearer token-of-the-identity", 2), sent);
        credential.Verify(it => it.GetTokenAsync(It.IsAny<TokenRequestContext>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public void Never_sends_a_token_in_the_clear()
    {
        var credential = new Mock<TokenCredential>(MockBehavior.Strict);
        var nowhere = new Uri("http://127.0.0.1:1");

        Assert.Throws<ArgumentException>(
            () => new StorageConnection(new StorageSettings(null, null, null, nowhere, nowhere), credential.Object));
    }

    [Fact]
    public void Finds_the_addresses_of_an_account_by_name_unless_they_are_given()
    {
        var byName = new StorageConnection(new StorageSettings(null, "hubstate", null, null, null));
        var given = new StorageConnection(
            new StorageSettings(null, null, "client", new Uri("https://t.example/"), new Uri("https://b.example/")));

        Assert.Equal("https://hubstate.blob.core.windows.net/", byName.Blobs.Uri.AbsoluteUri);
        Assert.Equal("https://hubstate.table.core.windows.net/", byName.Tables.Uri.AbsoluteUri);
        Assert.Equal("https://b.example/", given.Blobs.Uri.AbsoluteUri);
        Assert.Equal("https://t.example/", given.Tables.Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData(
        "UseDevelopmentStorage=true",
        "http://127.0.0.1:10002/devstoreaccount1", "http://127.0.0.1:10000/devstoreaccount1")]
    [InlineData(
        "DefaultEndpointsProtocol=https;AccountName=hub;AccountKey=a2V5;EndpointSuffix=core.windows.net",
        "https://hub.table.core.windows.net/", "https://hub.blob.core.windows.net/")]
    [InlineData(
        "AccountName=hub;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:3/hub/;BlobEndpoint=http://127.0.0.1:4/hub",
        "http://127.0.0.1:3/hub", "http://127.0.0.1:4/hub")]
    public void Reads_the_addresses_of_a_connection_string(string text, string tables, string blobs)
    {
        var storage = Connection(text);

        Assert.Equal((tables, blobs), (storage.Tables.Uri.AbsoluteUri, storage.Blobs.Uri.AbsoluteUri));
    }

    [Theory]
    [InlineData("AccountName=hub")]
    [InlineData("AccountName=hub;AccountKey=s3cret!")]
    [InlineData("AccountName=hub;AccountKey=a2V5;TableEndpoint=s3cret")]
    [InlineData("AccountName=hub;AccountKey=a2V5;BlobEndpoint=s3cret")]
    [InlineData("BlobEndpoint=https://hub.blob.core.windows.net;SharedAccessSignature=s3cret")]
    [InlineData("s3cret")]
    [InlineData("AccountKey=a2V5;AccountKey=s3cret")]
    public void Refuses_a_broken_connection_string_without_showing_it(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => Connection(text));

        Assert.DoesNotContain("s3cret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_account_name_that_no_account_can_have() =>
        Assert.Throws<FormatException>(
            () => new StorageConnection(new StorageSettings(null, "evil.example/x", null, null, null)));

    private static StorageConnection Connection(string text) => AzuriteFixture.Connect(text);

    private sealed class Recorder(Action<HttpRequestMessage> note) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            note(request);
            return Task.FromResult(
                new HttpResponseMessage(System.Net.HttpStatusCode.NoContent) { Content = new ByteArrayContent([]) });
        }
    }
}
