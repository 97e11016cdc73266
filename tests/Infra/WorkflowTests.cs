using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HubFunctions.Tests.Infra;

public sealed partial class WorkflowTests
{
    public static TheoryData<string> EveryWorkflow => [.. Repository.WorkflowPaths];

    [Theory]
    [MemberData(nameof(EveryWorkflow))]
    public void Pins_every_action_to_a_commit(string path)
    {
        var used = Steps(path).Select(step => (string?)step["uses"]).OfType<string>().ToList();
        Assert.NotEmpty(used);
        Assert.All(used, action => Assert.Matches(@"^[\w-]+/[\w-]+@[0-9a-f]{40}$", action));
    }

    [Theory]
    [MemberData(nameof(EveryWorkflow))]
    public void Starts_from_no_permission_and_gives_each_job_only_what_it_needs(string path)
    {
        Assert.Empty(Repository.Yaml(path)["permissions"]!.AsObject());
        string[] needed = path.EndsWith("deploy.yml", StringComparison.Ordinal)
            ? ["contents: read", "id-token: write"] : ["contents: read"];
        Assert.All(Jobs(path),
            job => Assert.Equal(needed, job["permissions"]!.AsObject().Select(p => $"{p.Key}: {p.Value}")
                .Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(EveryWorkflow))]
    public void Needs_no_stored_secret_and_keeps_no_credential_on_disk(string path)
    {
        Assert.DoesNotContain("secrets.", Repository.Text(path));
        var checkouts = Steps(path)
            .Where(step => ((string?)step["uses"])?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true).ToList();
        Assert.NotEmpty(checkouts);
        Assert.All(checkouts, step => Assert.Equal("false", (string?)step["with"]?["persist-credentials"]));
    }

    [Theory]
    [MemberData(nameof(EveryWorkflow))]
    public void Lets_no_outside_text_into_a_script_and_no_job_run_for_ever(string path)
    {
        Assert.DoesNotContain("pull_request_target", Repository.Text(path));
        Assert.All(Steps(path), step => Assert.DoesNotContain("${{", (string?)step["run"] ?? ""));
        Assert.All(Jobs(path),
            job => Assert.InRange(int.Parse((string)job["timeout-minutes"]!, CultureInfo.InvariantCulture), 1, 60));
    }

    [Fact]
    public void Signs_in_to_azure_with_a_federated_token()
    {
        var login = Assert.Single(Steps(".github/workflows/deploy.yml"),
            step => ((string?)step["uses"])?.StartsWith("azure/login@", StringComparison.Ordinal) == true);
        Assert.Equal(["client-id", "subscription-id", "tenant-id"], login["with"]!.AsObject().Select(w => w.Key)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Tests_with_the_same_script_as_everywhere_else() =>
        Assert.Contains(Steps(".github/workflows/ci.yml"), step => (string?)step["run"] == "bash .ci/run");

    [Fact]
    public void Deploys_what_azd_needs_to_know()
    {
        var given = Jobs(".github/workflows/deploy.yml").Single()["env"]!.AsObject().Select(e => e.Key);
        var asked = Asked().Matches(Repository.Text("infra/main.bicepparam")).Select(match => match.Groups["name"].Value)
            .ToList();
        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(given));
    }

    private static IEnumerable<JsonNode> Jobs(string path) => Repository.Yaml(path)["jobs"]!.AsObject().Select(job => job.Value!);

    private static IEnumerable<JsonNode> Steps(string path) =>
        Jobs(path).SelectMany(job => job["steps"]!.AsArray()).Select(step => step!);

    [GeneratedRegex(@"readEnvironmentVariable\('(?<name>\w+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asked();
}
