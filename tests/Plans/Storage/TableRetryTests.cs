using Azure;
using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace HubFunctions.Tests.Plans.Storage;

public sealed class TableRetryTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Sends_the_whole_request_again_after_a_passing_failure(int status)
    {
        var bodies = new List<string>();
        await using var storage = await FailingStorage.StartAsync(async (request, context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            bodies.Add(await reader.ReadToEndAsync(Cancel));
            context.Response.StatusCode = request < 3 ? status : 204;
        });

        await Table(storage).AddEntityAsync(new TableEntity("plan", "row") { ["N"] = 1 }, Cancel);

        Assert.Equal(Enumerable.Repeat("""{"PartitionKey":"plan","RowKey":"row","N":1}""", 3), bodies);
    }

    [Fact]
    public async Task Sends_a_row_in_ASCII_so_that_the_emulator_cannot_cut_a_letter_in_two()
    {
        string? body = null;
        await using var storage = await FailingStorage.StartAsync(async (_, context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            body = await reader.ReadToEndAsync(Cancel);
            context.Response.StatusCode = 204;
        });

        await Table(storage).AddEntityAsync(new TableEntity("plan", "Łódź") { ["Text"] = "café" }, Cancel);

        Assert.Equal("""{"PartitionKey":"plan","RowKey":"\u0141\u00F3d\u017A","Text":"caf\u00E9"}""", body);
    }

    [Fact]
    public async Task Gives_the_last_answer_after_the_last_try()
    {
        await using var storage = await FailingStorage.StartAsync((_, context) =>
        {
            context.Response.StatusCode = 503;
            return context.Response.WriteAsync(
                """{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"Busy.\nRequestId:1"}}}""",
                Cancel);
        });

        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => AddAsync(Table(storage)));

        Assert.Equal((503, "ServerBusy", 4), (failure.Status, failure.ErrorCode, storage.Requests));
    }

    [Fact]
    public async Task Does_not_repeat_what_the_service_refused()
    {
        await using var storage = await FailingStorage.StartAsync((_, context) =>
        {
            context.Response.StatusCode = 400;
            return Task.CompletedTask;
        });

        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => AddAsync(Table(storage)));

        Assert.Equal((400, 1), (failure.Status, storage.Requests));
    }

    [Fact]
    public async Task Gives_up_a_try_that_stays_silent_and_goes_on_with_the_next()
    {
        await using var storage = await FailingStorage.StartAsync(async (request, context) =>
        {
            if (request == 1)
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            context.Response.StatusCode = 204;
        });

        await AddAsync(Table(storage, new(TimeSpan.FromSeconds(15), TimeSpan.FromMilliseconds(300))));

        Assert.Equal(2, storage.Requests);
    }

    [Fact]
    public async Task Ends_in_time_however_long_the_service_asks_to_wait()
    {
        await using var storage = await FailingStorage.StartAsync((_, context) =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });

        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => AddAsync(Table(storage)));

        Assert.Equal((503, 1), (failure.Status, storage.Requests));
    }

    [Fact]
    public async Task Ends_in_time_although_more_tries_are_left()
    {
        await using var storage = await FailingStorage.StartAsync(
            (_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        var limits = new BoundedRetryPolicy(
            total: TimeSpan.FromMilliseconds(500), each: TimeSpan.FromMilliseconds(200), pause: TimeSpan.FromMilliseconds(200));

        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(
            () => AddAsync(Table(storage, limits)));

        Assert.Equal(0, failure.Status);
        Assert.InRange(storage.Requests, 1, 2);
    }

    [Fact]
    public async Task Tells_a_cancelled_call_from_a_failed_one()
    {
        using var cancelled = new CancellationTokenSource();
        await using var storage = await FailingStorage.StartAsync(async (_, context) =>
        {
            await cancelled.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AddAsync(Table(storage), cancelled.Token));
    }

    [Fact]
    public async Task Fails_while_the_emulator_is_away_and_works_again_on_its_data_when_it_is_back()
    {
        var folder = Directory.CreateTempSubdirectory("hub-outage-");
        var ports = AzuriteFixture.FreePorts();
        var table = Connection(ports.ConnectionString).Tables.GetTableClient("plans");
        await using (await AzuriteFixture.StartSeparateAsync(ports, folder.FullName, Cancel))
        {
            await table.CreateIfNotExistsAsync(Cancel);
            await table.AddEntityAsync(new TableEntity("plan", "row"), Cancel);
        }

        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => AddAsync(table));

        Assert.Equal(0, failure.Status);
        await using (await AzuriteFixture.StartSeparateAsync(ports, folder.FullName, Cancel))
            Assert.True((await table.GetEntityIfExistsAsync<TableEntity>("plan", "row", cancellationToken: Cancel)).HasValue);
        folder.Delete(recursive: true);
    }

    private static TableClient Table(FailingStorage storage, BoundedRetryPolicy? retries = null) =>
        Connection(storage.ConnectionString, retries).Tables.GetTableClient("plans");

    private static StorageConnection Connection(string text, BoundedRetryPolicy? retries = null) => new(
        new StorageSettings(text, null, null, null, null),
        configure: options => options.RetryPolicy = retries ?? options.RetryPolicy);

    private static Task AddAsync(TableClient table, CancellationToken? stop = null) =>
        table.AddEntityAsync(new TableEntity("plan", "row"), stop ?? Cancel);
}
