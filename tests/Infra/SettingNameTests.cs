using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HubFunctions.Tests.Infra;

public sealed partial class SettingNameTests
{
    // Read by the Functions host, by Azure.Identity and by the exporters of telemetry, not by the hub.
    private static readonly string[] Platform =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING", "AZURE_CLIENT_ID",
        "AzureWebJobsDisableHomepage", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SERVICE_NAME",
    ];

    // Of a run on one's own machine, and what has one value anyway.
    private static readonly string[] NotDeployed = ["FUNCTIONS_WORKER_RUNTIME", "Hub__LocalRun", "Hub__Now", "Hub__TimeZone"];

    // Another sign-in than Azure's, what only a local run reads, and what has a default that fits it.
    private static readonly string[] NotInSample =
        ["Hub__Entra__Authority", "Hub__Now", "Hub__LocalRun", "Hub__SnapshotContainer"];

    public static TheoryData<string> EveryDeployment => [.. Deployment.Names];

    public static TheoryData<string> EverySample => [.. Sample.Where(name => name != "FUNCTIONS_WORKER_RUNTIME")];

    private static IReadOnlyList<string> Sample =>
        [.. JsonNode.Parse(Repository.Text("local.settings.sample.json"))!["Values"]!.AsObject().Select(setting => setting.Key)];

    [Fact]
    public void Reads_no_setting_that_the_sample_leaves_out()
    {
        var read = Repository.Sources().SelectMany(text => Literal().Matches(text))
            .Select(match => match.Groups["name"].Value).Distinct();
        Assert.Empty(read.Except(Sample).Except(NotInSample));
    }

    [Theory]
    [MemberData(nameof(EverySample))]
    public void Reads_every_setting_of_the_sample(string name) =>
        Assert.Contains(Repository.Sources(),
            text => Regex.IsMatch(text, $@"(?<![A-Za-z0-9]){Regex.Escape(name.Split("__")[^1])}\b", RegexOptions.None,
                TimeSpan.FromSeconds(1)));

    [Fact]
    public async Task Deploys_every_setting_of_the_sample_under_the_same_name()
    {
        var deployed = (await Deployment.AllAsync()).SelectMany(d => d.Settings.Keys).Select(name => Suffix().Replace(name, ""));
        Assert.Equal(
            Sample.Append("Hub__SnapshotContainer").Except(NotDeployed).Distinct().Order(StringComparer.Ordinal),
            deployed.Except(Platform).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Takes_both_accounts_by_identity_and_never_by_key(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        var settings = deployment.Settings;
        var identity = deployment.One("Microsoft.ManagedIdentity/userAssignedIdentities").Id;
        Assert.Equal("managedidentity", settings["AzureWebJobsStorage__credential"]);
        string[] clients = ["AzureWebJobsStorage__clientId", "Hub__SnapshotStorage__clientId", "AZURE_CLIENT_ID"];
        Assert.All(clients, client => Assert.Matches($@"^\[reference\('{Regex.Escape(identity)}', '[\d-]+'\)\.clientId]$",
            settings[client]));
        Assert.DoesNotContain("AzureWebJobsStorage", settings);
        Assert.DoesNotContain("Hub__SnapshotStorage", settings);
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Signs_in_to_send_telemetry(string name)
    {
        var settings = (await Deployment.OfAsync(name)).Settings;
        Assert.EndsWith(".ConnectionString]", settings["APPLICATIONINSIGHTS_CONNECTION_STRING"]);
        Assert.StartsWith("[format('ClientId={0};Authorization=AAD', reference(",
            settings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"]);
    }

    [Fact]
    public async Task Takes_every_secret_from_the_vault()
    {
        var deployed = (await Deployment.AllAsync()).SelectMany(d => d.Settings);
        // What SendGrid signs its reports with has a public half, and that is the one kept here.
        var secrets = deployed
            .Where(s => s.Key != "SendGrid__WebhookKey" && SecretName().IsMatch(s.Key)).DistinctBy(s => s.Key).ToList();
        Assert.Equal(7, secrets.Count);
        Assert.All(secrets, s =>
        {
            var name = s.Key.Replace("__", "--", StringComparison.Ordinal);
            Assert.StartsWith(
                $"[format('{{0}}/{name})', format('@Microsoft.KeyVault(SecretUri={{0}}secrets', reference(",
                s.Value);
            Assert.EndsWith(".vaultUri))]", s.Value);
        });
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Leaves_out_settings_that_flex_consumption_refuses(string name) => Assert.DoesNotContain(
        (await Deployment.OfAsync(name)).Settings.Keys,
        key => key.StartsWith("FUNCTIONS_", StringComparison.Ordinal) || key.StartsWith("WEBSITE_", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Lets_the_hub_and_not_the_host_answer_the_first_page(string name) =>
        Assert.Equal("true", (await Deployment.OfAsync(name)).Settings["AzureWebJobsDisableHomepage"]);

    [GeneratedRegex(
        @"""(?<name>(Hub|SendGrid|Notify|Smtp|Graph)__\w+|AzureWebJobsStorage)""",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Literal();

    [GeneratedRegex("__(accountName|clientId|credential)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Suffix();

    [GeneratedRegex("(Key|Password|Secret|Token)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretName();
}
