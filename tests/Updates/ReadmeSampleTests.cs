using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HubFunctions.LocalRun;
using HubFunctions.Tests.Samples;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>What the README prints under "Post the first update", run as it is printed against the sample plan.</summary>
public sealed partial class ReadmeSampleTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string PrintedHub = "http://localhost:7071";
    private const string PrintedKey = "local-admin-key";
    private const string Tools = """
        { "version": 1, "isRoot": true, "tools": { "powershell": { "version": "7.6.9", "commands": ["pwsh"] } } }
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private static readonly string Readme = File.ReadAllText(Path.Combine(NodeTools.TestsFolder, "..", "README.md"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-readme-");
    private HubApp _app = null!;
    private Sender _partner = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Hub => _app.Anyone.BaseAddress!.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        (await _app.Office.PutJsonAsync("/api/plans/kirklees", SampleFiles.Plan("kirklees"))).EnsureSuccessStatusCode();
        var entered = JsonNode.Parse(await ShellAsync(Blocks("sh")[0], token: ""))!;
        _partner = new Sender(_app.Anyone, entered.Text("id"), entered.Text("signingSecret"), entered.Text("token"));
    }

    [Fact]
    public async Task The_curl_commands_store_an_update_and_a_spreadsheet_once()
    {
        foreach (var command in Blocks("sh")[1..])
        {
            Assert.Equal("stored", Outcome(await ShellAsync(command, _partner.Token)));
            Assert.Equal("duplicate", Outcome(await ShellAsync(command, _partner.Token)));
        }
    }

    [Fact]
    public async Task The_signed_sample_in_csharp_stores_an_update()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "sample.cs"), $$"""
            #:property PublishAot=false
            using System.Security.Cryptography;
            using System.Text;
            using System.Text.Json;

            var (hub, secret) = (args[0], args[1]);
            var update = new { plan = "kirklees", deliverable = "2.1", asAt = DateTimeOffset.UtcNow, health = "onTrack" };
            using var http = new HttpClient();
            {{Blocks("csharp").Single()}}
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            """, Stop);

        Assert.Equal("stored", Outcome(await RunAsync("dotnet", "run", "sample.cs", Hub, _partner.Secret)));
    }

    [Fact]
    public async Task The_PowerShell_sample_stores_an_update()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, ".config"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, ".config", "dotnet-tools.json"), Tools, Stop);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "sample.ps1"), $$"""
            $hub, $token = $args
            $answer = & {
            {{Blocks("powershell").Single()}}
            }
            $answer | ConvertTo-Json -Depth 9
            """, Stop);

        await RunAsync("dotnet", "tool", "restore");
        var answer = await RunAsync("dotnet", "tool", "run", "pwsh", "--", "-NoProfile", "-NonInteractive", "-File", "sample.ps1", Hub, _partner.Token);

        Assert.Equal("stored", Outcome(answer));
    }

    public async ValueTask DisposeAsync()
    {
        await (_app?.DisposeAsync() ?? default);
        _folder.Delete(recursive: true);
    }

    private static string Outcome(string answer) => JsonNode.Parse(answer)!.Outcome();

    /// <summary>The code of the section in one language, as printed.</summary>
    private static string[] Blocks(string language)
    {
        var section = Readme[Readme.IndexOf("## Post the first update", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", StringComparison.Ordinal)];
        return [.. Block().Matches(section).Where(block => block.Groups["language"].Value == language).Select(block => block.Groups["code"].Value)];
    }

    private Task<string> ShellAsync(string command, string token) => RunAsync(
        "bash", "-c", $"set -e; TOKEN={token}\n" + command.Replace(PrintedHub, Hub, StringComparison.Ordinal)
            .Replace(PrintedKey, HubApp.AdminKey, StringComparison.Ordinal).Replace("curl ", "curl -sS ", StringComparison.Ordinal));

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (exit, output, errors) = await NodePackages.RunAsync(program, arguments, _folder.FullName, Limit, cancellationToken: Stop);
        return exit == 0 ? output : throw new InvalidOperationException($"{program} {arguments[0]} ended with {exit}: {output} {errors}");
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
