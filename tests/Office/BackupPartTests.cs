using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Tests.Mail;
using HubFunctions.Tests.Office.Rounds;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Office;

/// <summary>A plan's backup has its rounds and Board packs.</summary>
public sealed class BackupPartTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Packs = "/office/plans/town/packs/2022-06-22";

    private static readonly string[] Tables =
        [TableRounds.TableName, HubFunctions.Office.TablePacks.TableName, HubFunctions.Office.TableOfficeActs.TableName];

    private readonly RecordingMailer _mails = new();
    private RoundRig _rig = null!;
    private HubApp _to = null!;
    private string _backup = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _rig = await RoundRig.StartAsync(azurite);
        _to = await HubApp.StartAsync(
            azurite, new() { ["Hub__Now"] = "2022-05-24T07:00:00Z" }, services => services.AddSingleton<IMailer>(_mails));
        await SendAsync(RoundRig.Ask, RoundRig.Ask);
        await SendAsync(Packs, $"{Packs}/decisions", new() { ["decisions"] = "Spend more on paths." });
        await SendAsync(Packs, Packs);
        await SendAsync(
            Packs,
            $"{Packs}/supplements",
            new()
            {
                ["about"] = "1",
                ["reason"] = "Wrong figure",
                ["text"] = "It is two.",
            });
        _backup = await _rig.App.Office.GetStringAsync("/api/plans/town/backup", Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _to.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Fact]
    public async Task Rounds_and_packs_are_restored_with_who_was_asked_and_the_same_sums_and_nobody_is_mailed()
    {
        Assert.Equal(HttpStatusCode.Created, await RestoreAsync(_backup));

        using var visitor = await Visitor.SignedInAsync(_to);
        Assert.Equal(await _rig.ListAsync(), RoundRig.Cells(await visitor.OpenAsync(RoundRig.Address)));
        foreach (var file in (string[])["pack.json", "pack.csv", "supplements/1.json"])
        {
            Assert.Equal(
                await _rig.Visitor.Client.GetByteArrayAsync($"{Packs}/{file}", Stop),
                await visitor.Client.GetByteArrayAsync($"{Packs}/{file}", Stop));
        }

        var (here, there) = (await _rig.Visitor.OpenAsync(Packs), await visitor.OpenAsync(Packs));
        Assert.Equal(here.GetElementById("hash")!.TextContent, there.GetElementById("hash")!.TextContent);
        Assert.Contains(
            "by office: Ann Lee",
            (await visitor.OpenAsync("/office/audit")).Body!.TextContent,
            StringComparison.Ordinal);
        await _to.Get<ReminderJob>().RunAsync(Stop);
        Assert.DoesNotContain(_mails.Sent, m => m.Subject == _rig.Mailer.Sent[0].Subject);
        Assert.Equal(Rows(_backup), Rows(await _to.Office.GetStringAsync("/api/plans/town/backup", Stop)));
    }

    [Theory]
    [InlineData("\"hash\"", "no such text in a row", false)]
    [InlineData("\"key\":\"pack|2022-06-22|001|01\"", "\"key\":\"pack|2022-06-22|002|01\"", true)]
    [InlineData("\"key\":\"round|2022-06-22\"", "\"key\":\"round|2022-06-23\"", true)]
    [InlineData("\"part\":\"rounds\"", "\"part\":\"circles\"", true)]
    [InlineData("\"parts\":[\"rounds\",", "\"parts\":[", true)]
    [InlineData("\"parts\":[\"rounds\",", "\"parts\":[\"circles\",\"rounds\",", true)]
    [InlineData("\"version\":2", "\"version\":1", true)]
    [InlineData("\"By\":\"office: Ann Lee\"", "\"By\":\"\"", true)]
    public async Task What_is_not_as_it_was_is_refused_and_leaves_nothing(string text, string other, bool isThere)
    {
        Assert.Equal(isThere, _backup.Contains(text, StringComparison.Ordinal));
        var body = isThere ? _backup.Replace(text, other, StringComparison.Ordinal) : Bent();

        Assert.Equal(HttpStatusCode.BadRequest, await RestoreAsync(body));

        Assert.Empty(await LeftAsync());
        Assert.Equal(HttpStatusCode.Created, await RestoreAsync(_backup));
    }

    [Fact]
    public async Task A_restore_that_was_cut_short_leaves_another_plan_of_that_id_no_round_and_no_pack()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await RestoreAsync(_backup[..^300]));
        Assert.Empty(await LeftAsync());
        // As a process that dies leaves it: rows that name their restore, and the mark of it.
        var mark = await _to.Storage.Tables.GetTableClient(TablePlanStore.TableName)
            .GetEntityAsync<TableEntity>("town", "restore", cancellationToken: Stop);
        var row = new TableEntity("rounds", "town|2022-06-22") { ["Restored"] = mark.Value.GetString("Owner") };
        foreach (var day in (string[])["Board", "Opens", "Closes", "Papers"])
            row[day] = "2022-06-22";
        row["Closed"] = "";
        await _to.Storage.Tables.GetTableClient(TableRounds.TableName).AddEntityAsync(row, Stop);

        (await _to.Office.PutJsonAsync("/api/plans/town", Tests.Updates.UpdatesHub.Plan("town", 1))).EnsureSuccessStatusCode();

        Assert.Empty(await _to.Get<TableRounds>().OfPlanAsync("town", Stop));
        Assert.Equal(HttpStatusCode.Conflict, await RestoreAsync(_backup));
    }

    [Fact]
    public async Task A_backup_without_rounds_and_packs_is_one_of_the_version_before_and_restores()
    {
        var rows = JsonNode.Parse(_backup)!.AsArray();
        foreach (var row in rows.Where(r => r!["part"] is not null).ToList())
            rows.Remove(row);
        rows[0]!["version"] = 1;
        rows[0]!.AsObject().Remove("parts");

        Assert.Equal(HttpStatusCode.Created, await RestoreAsync(rows.ToJsonString()));

        Assert.Empty(await LeftAsync());
        Assert.StartsWith(
            "[{\"backup\":\"deliverables-hub-plan\",\"version\":1,",
            await _to.Office.GetStringAsync("/api/plans/town/backup", Stop), StringComparison.Ordinal);
    }

    /// <summary>A pack with another byte.</summary>
    private string Bent()
    {
        var rows = JsonNode.Parse(_backup)!.AsArray();
        var columns = rows.Single(r => r!["key"]!?.ToString() == "pack|2022-06-22|000")!["columns"]!;
        columns["Digest"] = new string('0', 64);
        return rows.ToJsonString();
    }

    private async Task<List<string>> LeftAsync()
    {
        var left = new List<string>();
        foreach (var table in Tables)
        {
            await foreach (var row in _to.Storage.Tables.GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: Stop))
                left.Add(row.RowKey);
        }

        return left;
    }

    private async Task SendAsync(string page, string action, Dictionary<string, string>? fields = null) => Assert.Equal(
        HttpStatusCode.OK, (await _rig.Visitor.SendAsync(await _rig.Visitor.OpenAsync(page), action, fields)).Status);

    private async Task<HttpStatusCode> RestoreAsync(string backup)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(backup));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        using var answer = await _to.Office.PutAsync("/api/plans/town/restore", content, Stop);
        return answer.StatusCode;
    }

    /// <summary>All but the first line, which says when it was taken.</summary>
    private static string Rows(string backup) => backup[backup.IndexOf("{\"key\":", StringComparison.Ordinal)..];
}
