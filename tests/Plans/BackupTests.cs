using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Azure.Core;
using HubFunctions.Plans;
using HubFunctions.Tests.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Plans;

/// <summary>A plan as one file, restored where there is none.</summary>
public sealed class BackupTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_restored_into_an_empty_account_answers_as_before_to_the_byte_and_knows_what_it_has_taken()
    {
        await using var from = await HubApp.StartAsync(azurite);
        await FillAsync(from);
        var backup = await from.Office.GetByteArrayAsync("/api/plans/town/backup", Stop);

        await using var to = await HubApp.StartAsync(azurite);
        using var restored = await to.Office.PutAsync("/api/plans/town/restore", Json(backup), Stop);

        Assert.Equal(HttpStatusCode.Created, restored.StatusCode);
        foreach (
            var address in new[]
            {
                "/api/plans",
                "/api/plans/town",
                "/api/plans/town/items/1.1",
                "/api/plans/town/items/1.2",
                "/api/plans/town/items/gone",
            })
            Assert.Equal(await from.Office.GetStringAsync(address, Stop), await to.Office.GetStringAsync(address, Stop));
        Assert.Equal(await DueAsync(from), await DueAsync(to));
        Assert.Equal(Rows(backup), Rows(await to.Office.GetByteArrayAsync("/api/plans/town/backup", Stop)));
        Assert.Equal(Outcome.Duplicate, await ReportAsync(to, "m1", "1.1", 10));
        Assert.Equal(Outcome.Stored, await ReportAsync(to, "m9", "1.1", 99));
    }

    [Fact]
    public async Task A_packed_backup_is_taken_as_well()
    {
        await using var from = await HubApp.StartAsync(azurite);
        await FillAsync(from);
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/api/plans/town/backup");
        ask.Headers.AcceptEncoding.ParseAdd("gzip");
        using var packed = await from.Office.SendAsync(ask, Stop);
        var bytes = await packed.Content.ReadAsByteArrayAsync(Stop);
        await using var unpacked = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var text = new StreamReader(unpacked);

        await using var to = await HubApp.StartAsync(azurite);
        var content = Json(bytes);
        content.Headers.ContentEncoding.Add("gzip");
        using var restored = await to.Office.PutAsync("/api/plans/town/restore", content, Stop);

        Assert.StartsWith("[{\"backup\":", await text.ReadToEndAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, restored.StatusCode);
    }

    [Fact]
    public async Task Never_writes_over_a_plan_and_needs_the_office()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await FillAsync(app);
        var backup = await app.Office.GetByteArrayAsync("/api/plans/town/backup", Stop);

        using var again = await app.Office.PutAsync("/api/plans/town/restore", Json(backup), Stop);
        using var anyone = await app.Anyone.GetAsync("/api/plans/town/backup", Stop);
        using var unknown = await app.Office.GetAsync("/api/plans/city/backup", Stop);

        Assert.Equal(
            [HttpStatusCode.Conflict, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound],
            [again.StatusCode, anyone.StatusCode, unknown.StatusCode]);
    }

    [Fact]
    public async Task What_is_not_a_whole_backup_of_the_plan_is_refused_leaves_no_plan_and_keeps_nobody_from_the_right_one()
    {
        await using var from = await HubApp.StartAsync(azurite);
        await FillAsync(from);
        var backup = await from.Office.GetStringAsync("/api/plans/town/backup", Stop);
        await using var to = await HubApp.StartAsync(azurite);
        string[] broken =
        [
            "", "null", "{}", "[]", "[1]", "[{\"backup\":\"other\"}]", backup[..^200], backup[..^1],
            backup.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal),
            backup.Replace("\"plan\":\"town\"", "\"plan\":\"city\"", StringComparison.Ordinal),
            backup.Replace("\"key\":\"item|1.1\"", "\"key\":\"pub|x\"", StringComparison.Ordinal),
            backup.Replace("\"key\":\"item|1.1\"", "\"key\":\"item|1.9\"", StringComparison.Ordinal),
            backup.Replace("\"key\":\"item|1.1\"", "\"key\":\"item|a/b\"", StringComparison.Ordinal),
            backup.Replace("\"columns\":{", "\"columns\":{\"PartitionKey\":\"other\",", StringComparison.Ordinal),
            backup.Replace("\"columns\":{", "\"columns\":{\"\":\"nameless\",", StringComparison.Ordinal),
            backup.Replace("\"columns\":{", "\"columns\":{\"State@odata.type\":\"Edm.Int64\",", StringComparison.Ordinal),
            backup.Replace("\"Definition\":\"", "\"Definition\":\"x", StringComparison.Ordinal),
        ];
        foreach (var body in broken)
        {
            using var refused = await to.Office.PutAsync("/api/plans/town/restore", Json(Encoding.UTF8.GetBytes(body)), Stop);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Null(await to.Plans.FindHeaderAsync("town", Stop));
        }

        using var right = await to.Office.PutAsync("/api/plans/town/restore", Json(Encoding.UTF8.GetBytes(backup)), Stop);
        Assert.Equal(HttpStatusCode.Created, right.StatusCode);
        Assert.Equal(
            await from.Office.GetStringAsync("/api/plans/town", Stop),
            await to.Office.GetStringAsync("/api/plans/town", Stop));
    }

    [Fact]
    public async Task Of_a_message_that_is_half_in_the_backup_a_repeat_stores_the_other_half()
    {
        var storage = new FaultyStorage();
        await using var from = await HubApp.StartAsync(azurite, [], storage.Register);
        await from.PutAsync("county", items: 1_001);
        // Items come 1,000 at a time: the message arrives once the first of them are read, and the last is not.
        storage.After = message =>
        {
            if (!IsItems(message))
                return Task.CompletedTask;
            storage.After = null;
            return SendAsync(from);
        };
        var backup = await from.Office.GetByteArrayAsync("/api/plans/county/backup", Stop);
        await using var to = await HubApp.StartAsync(azurite);
        using var restored = await to.Office.PutAsync("/api/plans/county/restore", Json(backup), Stop);
        Assert.Equal(HttpStatusCode.Created, restored.StatusCode);
        Assert.Equal((1, 2), (await CountAsync(to, "d1"), await CountAsync(to, "d999")));

        await SendAsync(to);

        Assert.Equal((2, 2), (await CountAsync(to, "d1"), await CountAsync(to, "d999")));

        static bool IsItems(HttpMessage message) =>
            Uri.UnescapeDataString(message.Request.Uri.ToString()).Contains("ge 'item|'", StringComparison.Ordinal);

        static async Task<int> CountAsync(HubApp app, string item) =>
            (await app.Office.GetJsonAsync($"/api/plans/county/items/{item}"))["history"]!.AsArray().Count;

        static Task SendAsync(HubApp app) => app.Get<IUpdateCommits>().AcceptAsync(
            new UpdateMessage("fire", "m1", "hash", "receipt", "fire", [Half(0, "d1"), Half(1, "d999")]) { ReadsFirst = true },
            Stop);

        static IndexedUpdate Half(int index, string item) =>
            new(index, new Update { Plan = "county", Deliverable = item, AsAt = Views.At, Summary = "Going well." });
    }

    private static async Task FillAsync(HubApp app)
    {
        object Plan(params string[] items) =>
            new
            {
                id = "town",
                title = "Town – “plan” ü",
                referenceDate = "2022-05-24",
                owners = new[]
                {
                    new
                    {
                        id = "ann",
                        name = "Ann",
                        email = "ann@example.org",
                    },
                },
                items = items.Select(i => new
                {
                    id = i,
                    title = $"Item {i}",
                    owner = "ann",
                    timescale = "By March 2023",
                    partners = new[] { "fire" },
                }),
            };
        (await app.Office.PutJsonAsync("/api/plans/town", Plan("1.1", "1.2", "gone"))).EnsureSuccessStatusCode();
        (await app.Office.PutJsonAsync("/api/plans/town", Plan("1.1", "1.2"))).EnsureSuccessStatusCode();
        await ReportAsync(app, "m1", "1.1", 10);
        await ReportAsync(app, "m2", "1.1", 20);
        await ReportAsync(app, "m3", "1.1", 5);
        await ReportAsync(app, "m4", "1.2", 10, new string('ß', 9_000));
    }

    private static async Task<Outcome> ReportAsync(
        HubApp app,
        string key,
        string item,
        int minutes,
        string summary = "Going well")
    {
        var update = new Update
        {
            Plan = "town",
            Deliverable = item,
            AsAt = new DateTimeOffset(2022, 5, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes),
            Health = Health.OnTrack,
            Summary = summary,
            Note = "internal",
        };
        var message = new UpdateMessage("fire", key, "hash", "receipt", "fire", [new IndexedUpdate(0, update)]);
        return Assert
            .IsType<MessageResult.Accepted>(await app.Get<IUpdateCommits>().AcceptAsync(message, Stop))
            .Outcomes[0]
            .Outcome;
    }

    private static async Task<List<DueEntry>> DueAsync(HubApp app) =>
        await app.Plans.DueAsync("town", new DateOnly(2000, 1, 1), new DateOnly(2100, 1, 1), Stop).ToListAsync(Stop);

    /// <summary>All but the first line, which says when it was taken.</summary>
    private static string Rows(byte[] backup)
    {
        var text = Encoding.UTF8.GetString(backup);
        return text[text.IndexOf("{\"key\":", StringComparison.Ordinal)..];
    }

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        return content;
    }
}
