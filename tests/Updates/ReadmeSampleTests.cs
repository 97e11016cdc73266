using System.Text.Json.Nodes;
using HubFunctions.Tests.Docs;
using HubFunctions.Tests.Samples;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>What the README and docs/partners.md print of sending updates, run as it is printed.</summary>
public sealed class ReadmeSampleTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Tools = """
        { "version": 1, "isRoot": true, "tools": { "powershell": { "version": "7.6.9", "commands": ["pwsh"] } } }
        """;

    private static readonly IReadOnlyList<string> FromTheReadme = DocPage.Readme.Section("Post the first update").Blocks("sh");
    private static readonly DocPage ForPartners = DocPage.Read("docs/partners.md");

    private readonly PrintedCommands _printed = new();
    private HubApp _app = null!;
    private Sender _partner = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        (await _app.Office.PutJsonAsync("/api/plans/kirklees", SampleFiles.Plan("kirklees"))).EnsureSuccessStatusCode();
        var entered = JsonNode.Parse(await _printed.RunAsync(_app, FromTheReadme[0]))!;
        _partner = new Sender(_app.Anyone, entered.Text("id"), entered.Text("signingSecret"), entered.Text("token"));
    }

    [Fact]
    public async Task The_curl_commands_store_an_update_and_a_spreadsheet_once()
    {
        foreach (var command in FromTheReadme.Skip(1).Concat(ForPartners.Blocks("sh")))
        {
            Assert.Equal("stored", Outcome(await _printed.RunAsync(_app, command, _partner.Token)));
            Assert.Equal("duplicate", Outcome(await _printed.RunAsync(_app, command, _partner.Token)));
        }
    }

    [Fact]
    public async Task The_signed_sample_in_csharp_stores_an_update()
    {
        await File.WriteAllTextAsync(Path.Combine(_printed.Folder, "sample.cs"), $$"""
            #:property PublishAot=false
            using System.Security.Cryptography;
            using System.Text;
            using System.Text.Json;

            var (hub, secret) = (args[0], args[1]);
            var update = new { plan = "kirklees", deliverable = "2.1", asAt = DateTimeOffset.UtcNow, health = "onTrack" };
            using var http = new HttpClient();
            {{ForPartners.Blocks("csharp").Single()}}
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            """, Stop);

        string[] arguments = ["run", "sample.cs", PrintedCommands.AddressOf(_app), _partner.Secret];
        Assert.Equal("stored", Outcome(await _printed.RunAsync("dotnet", arguments)));
    }

    [Fact]
    public async Task The_PowerShell_sample_stores_an_update()
    {
        Directory.CreateDirectory(Path.Combine(_printed.Folder, ".config"));
        await File.WriteAllTextAsync(Path.Combine(_printed.Folder, ".config", "dotnet-tools.json"), Tools, Stop);
        await File.WriteAllTextAsync(Path.Combine(_printed.Folder, "sample.ps1"), $$"""
            $hub, $token = $args
            $answer = & {
            {{ForPartners.Blocks("powershell").Single()}}
            }
            $answer | ConvertTo-Json -Depth 9
            """, Stop);

        await _printed.RunAsync("dotnet", "tool", "restore");
        string[] shell = ["tool", "run", "pwsh", "--", "-NoProfile", "-NonInteractive", "-File", "sample.ps1"];
        var answer = await _printed.RunAsync("dotnet", [.. shell, PrintedCommands.AddressOf(_app), _partner.Token]);

        Assert.Equal("stored", Outcome(answer));
    }

    public async ValueTask DisposeAsync()
    {
        await (_app?.DisposeAsync() ?? default);
        _printed.Dispose();
    }

    private static string Outcome(string answer) => JsonNode.Parse(answer)!.Outcome();
}
