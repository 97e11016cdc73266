using System.Net;
using Azure;
using Azure.Data.Tables;
using HubFunctions.Hosting;
using HubFunctions.Tests.Hosting;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>Rows of sessions by a version that knew no limits do not say whether the tenant vouched for somebody.</summary>
public sealed class FormerSessionTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, HttpStatusCode.SeeOther)]
    [InlineData(false, HttpStatusCode.OK)]
    public async Task A_session_that_may_be_somebodys_who_is_limited_ends_with_the_new_version(bool entra, HttpStatusCode after)
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var app = await HubApp.StartAsync(azurite, entra ? issuer.Settings : null);
        using var visitor = new Visitor(app, follows: false);
        await visitor.SignInAsync(HubApp.AdminKey, "Ann Lee");
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/office/plans")).Status);

        var table = app.Storage.Tables.GetTableClient(TableSessions.TableName);
        var row = await table.QueryAsync<TableEntity>(cancellationToken: Stop).SingleAsync(Stop);
        row.Remove("Vouched");
        row.Remove("Account");
        await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Stop);

        Assert.Equal(after, (await visitor.GetAsync("/office/plans")).Status);
    }
}
