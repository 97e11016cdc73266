using Azure;
using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

public sealed class NewFormatTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_tick_of_a_new_version_makes_the_files_of_unchanged_plans_again()
    {
        var account = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = azurite.NewAccount() };
        await using (var old = await HubApp.StartAsync(azurite, account))
        {
            await old.PutAsync("plan", items: 2);
            await old.Get<SnapshotJob>().RunAsync(Stop);
            await AsBeforeAsync(old.Storage.Tables.GetTableClient(TablePlanStore.TableName), "plan", "pub");
            await AsBeforeAsync(old.Storage.Tables.GetTableClient(TablePublishingDiary.TableName), "mark", "mark");
            await old
                .Storage.Blobs.GetBlobContainerClient("snapshots")
                .DeleteBlobAsync("plan/badge.svg", cancellationToken: Stop);
        }

        await using var app = await HubApp.StartAsync(azurite, account);
        await app.Get<SnapshotJob>().RunAsync(Stop);
        Assert.NotNull(await app.FileAsync("plan/badge.svg"));
        Assert.Equal(1, await app.WholeAsync("plan"));
        Assert.True((await app.Get<IPublicationChain>().StateAsync("plan", Stop)).IsSettled(new(2022, 5, 24)));
    }

    /// <summary>A row as it is where its format is not said.</summary>
    private static async Task AsBeforeAsync(TableClient table, string partition, string key)
    {
        var row = (await table.GetEntityAsync<TableEntity>(partition, key, cancellationToken: Stop)).Value;
        Assert.True(row.Remove("Format"));
        await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Stop);
    }
}
