using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace HubFunctions.Azure.Tables;

/// <summary>
/// The Table service of one storage account, over its REST API; names and signatures are those of Azure.Data.Tables.
/// Every call throws <see cref="RequestFailedException"/> within <see cref="TableClientOptions.TotalTimeout"/>.
/// </summary>
public sealed class TableServiceClient
{
    private readonly TablePipeline _pipeline;

    public TableServiceClient(string connectionString, TableClientOptions? options = null)
    {
        var parsed = TableConnectionString.Parse(connectionString);
        _pipeline = new(parsed.Endpoint, options ?? new(), new SharedKeyPolicy(parsed.AccountName, parsed.AccountKey));
    }

    /// <summary>The endpoint must be HTTPS: tokens are never sent in the clear.</summary>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null) =>
        _pipeline = new(
            endpoint, options ?? new(), new BearerTokenAuthenticationPolicy(tokenCredential, "https://storage.azure.com/.default"));

    /// <summary>The service's address, an emulator's account path included.</summary>
    public Uri Uri => new(_pipeline.Endpoint);

    public TableClient GetTableClient(string tableName) => new(tableName, _pipeline);

    public Task<Response> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateIfNotExistsAsync(cancellationToken);

    /// <summary>Needs a right on the account that Storage Table Data Contributor lacks: reading a row tells more in Azure.</summary>
    public async Task<Response> GetPropertiesAsync(CancellationToken cancellationToken = default)
    {
        using var message = _pipeline.CreateMessage(RequestMethod.Get, "/?restype=service&comp=properties");
        message.Request.Headers.SetValue("Accept", "application/xml");
        await _pipeline.SendAsync(message, cancellationToken);
        return message.Response.Status == 200 ? message.Response : throw TableError.From(message.Response);
    }
}
