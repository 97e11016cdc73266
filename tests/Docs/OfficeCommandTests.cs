using System.Text.Json.Nodes;
using HubFunctions.Tests.Plans.Import;
using HubFunctions.Tests.Samples;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Docs;

/// <summary>The office's commands of the README, docs/import.md and docs/operations.md, run as they are printed.</summary>
public sealed class OfficeCommandTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly PrintedCommands _printed = new();
    private HubApp _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await HubApp.StartAsync(azurite);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _printed.Dispose();
    }

    [Fact]
    public async Task The_import_commands_preview_a_spreadsheet()
    {
        var sheet = new XlsxFile().Sheet("Plan").Row("Ref", "Action", "By when").Row("1", "Open the museum", "Spring 2023");
        await File.WriteAllBytesAsync(Path.Combine(_printed.Folder, "plan.xlsx"), sheet.ToBytes(), Stop);
        IReadOnlyList<string> commands =
            [.. DocPage.Readme.Section("Bring a plan in").Blocks("sh"), .. DocPage.Read("docs/import.md").Blocks("sh")];

        Assert.Equal(2, commands.Count);
        foreach (var command in commands)
            Assert.Single(JsonNode.Parse(await _printed.RunAsync(_app, command))!["added"]!.AsArray());
    }

    [Fact]
    public async Task The_backup_commands_carry_a_plan_to_another_hub()
    {
        (await _app.Office.PutJsonAsync("/api/plans/kirklees", SampleFiles.Plan("kirklees"))).EnsureSuccessStatusCode();
        await using var other = await HubApp.StartAsync(azurite);
        var commands = DocPage.Read("docs/operations.md").Section("Back up and restore").Blocks("sh");
        Assert.Equal(2, commands.Count);

        await _printed.RunAsync(_app, commands[0]);
        var answer = JsonNode.Parse(await _printed.RunAsync(other, commands[1]))!;

        Assert.Equal("kirklees", answer.Text("plan"));
        Assert.Equal(
            (await _app.Office.GetJsonAsync("/api/plans/kirklees"))["totals"]!.ToJsonString(),
            (await other.Office.GetJsonAsync("/api/plans/kirklees"))["totals"]!.ToJsonString());
    }
}
