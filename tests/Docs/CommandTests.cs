using System.Text.RegularExpressions;
using HubFunctions.Tests.Hosting;
using HubFunctions.Tests.Infra;
using HubFunctions.Tests.LocalRun;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Docs;

/// <summary>Every command that a page prints is run by a test, or stands here with the reason why it is not.</summary>
public sealed partial class CommandTests
{
    /// <summary>By page and language: who runs the fenced code.</summary>
    private static readonly Dictionary<(string Page, string Language), Type[]> Blocks = new()
    {
        [("README.md", "sh")] = [typeof(ReadmeSampleTests), typeof(OfficeCommandTests)],
        [("docs/partners.md", "sh")] = [typeof(ReadmeSampleTests)],
        [("docs/partners.md", "csharp")] = [typeof(ReadmeSampleTests)],
        [("docs/partners.md", "powershell")] = [typeof(ReadmeSampleTests)],
        [("docs/import.md", "sh")] = [typeof(OfficeCommandTests)],
        [("docs/operations.md", "sh")] = [typeof(OfficeCommandTests)],
    };

    /// <summary>Commands within a line.</summary>
    private static readonly Dictionary<string, Type> Lines = new()
    {
        ["dotnet run --project functions"] = typeof(LocalRunTests),
        ["dotnet run --project functions -- --urls http://localhost:7072"] = typeof(LocalRunTests),
        ["dotnet run"] = typeof(LocalRunTests),
        ["dotnet test"] = typeof(CommandTests),
        ["dotnet publish"] = typeof(PublishedLayoutTests),
        ["dotnet publish functions -c Release -o out"] = typeof(PublishedLayoutTests),
        ["dotnet msbuild infra/package.proj"] = typeof(DeploymentTests),
        ["infra/check.sh"] = typeof(BicepTests),
        ["infra/secrets.sh"] = typeof(SecretScriptTests),
    };

    /// <summary>Not run here, and why.</summary>
    private static readonly Dictionary<string, string> NotRun = new()
    {
        ["azd auth login"] = "needs Azure",
        ["azd up"] = "needs Azure",
        ["azd env set"] = "needs Azure",
        ["azd env get-values"] = "needs Azure",
        ["cd out && func start"] = "needs Azure Functions Core Tools",
        [".ci/run"] = "runs these tests",
        ["HUB_SOAK_MINUTES=30 dotnet test tests --filter FullyQualifiedName~SoakTests"] = "takes half an hour; a short form runs",
        ["dotnet test --filter FullyQualifiedName~WorkingDaysTests"] = "runs some of these tests",
        ["HUB_CUTS=all dotnet test"] = "runs these tests",
        ["HUB_CUTS=7 dotnet test"] = "runs these tests",
    };

    [Fact]
    public void Every_fenced_command_is_run_by_a_test_or_needs_what_is_not_here()
    {
        var missing = from page in DocPage.All
                      from language in (string[])["sh", "csharp", "powershell", "pwsh", "bash", "console"]
                      from block in page.Blocks(language)
                      where !NotRun.Keys.Any(n => block.StartsWith(n, StringComparison.Ordinal))
                      where !Blocks.ContainsKey((page.Path, language))
                      select $"{page.Path}: {block}";

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_command_within_a_line_is_run_by_a_test_or_needs_what_is_not_here()
    {
        var printed = DocPage.All.SelectMany(page => page.Inline()).Where(code => Command().IsMatch(code)).Distinct();

        Assert.Empty(printed.Except(Lines.Keys).Except(NotRun.Keys));
    }

    [GeneratedRegex(
        @"^([A-Z_]+=\S+ )?((dotnet|curl|az|azd|npm|npx|node|func|cd|git|openssl) \S|infra/\S+\.sh|\.ci/)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();
}
