using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HubFunctions.Tests.Infra;

public sealed partial class SettingNameTests
{
    // The hub's settings as its users know them; storage settings stand for their __accountName and __clientId forms too.
    private static readonly string[] Known =
    [
        "AzureWebJobsStorage", "Graph__BaseUrl", "Graph__ClientId", "Graph__TenantId", "Hub__AdminKey", "Hub__BankHolidays__Closed", "Hub__BankHolidays__Open",
        "Hub__Entra__Audience", "Hub__Entra__Role", "Hub__Entra__TenantId",
        "Hub__Mail__From", "Hub__Mail__Provider", "Hub__PreviousSigningKey", "Hub__PublicBaseUrl", "Hub__Reminders__LeadDays",
        "Hub__Reminders__SendFrom", "Hub__Reminders__SendUntil", "Hub__SigningKey", "Hub__SnapshotStorage", "Hub__TimeZone",
        "SendGrid__ApiKey", "SendGrid__BaseUrl", "SendGrid__WebhookKey", "Smtp__Host", "Smtp__Password", "Smtp__Port", "Smtp__User",
    ];

    // Read by the Functions host, by Azure.Identity and by OpenTelemetry, not by the hub.
    private static readonly HashSet<string> Platform =
    [
        "AZURE_CLIENT_ID", "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "OTEL_SERVICE_NAME", "OTEL_EXPORTER_OTLP_ENDPOINT",
    ];

    private static JsonObject Vars => InfraTree.File("infra/modules/settings.bicep")["vars"]!.AsObject();

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Deployed => Vars.Where(v => v.Value is JsonObject o && o["$expr"] is null).SelectMany(v => v.Value!.AsObject());

    private static JsonObject Sample => JsonNode.Parse(InfraTree.Text("local.settings.sample.json"))!["Values"]!.AsObject();

    [Fact]
    public void Lists_every_setting_in_the_sample() =>
        Assert.Equal(Known, Sample.Select(s => s.Key).Where(name => name != "FUNCTIONS_WORKER_RUNTIME").Order(StringComparer.Ordinal));

    [Fact]
    public void Reads_no_setting_that_the_sample_leaves_out()
    {
        var read = Directory.EnumerateFiles(Path.Combine(InfraTree.Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Literal().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value).ToHashSet();
        Assert.Contains("Hub__SigningKey", read);
        // Another sign-in than Azure's; and of a local run only its calendar, with which a deployed hub refuses to start, and whether it loads the samples.
        Assert.Empty(read.Except(Sample.Select(s => s.Key)).Except(["Hub__Entra__Authority", "Hub__Now", "Hub__LocalRun"]));
    }

    [Fact]
    public void Deploys_every_setting_of_the_sample_under_the_same_name() =>
        Assert.Equal(Known, Deployed.Select(s => Suffix().Replace(s.Key, "")).Except(Platform).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Puts_every_group_of_settings_into_the_app()
    {
        var settings = Assert.Single(InfraTree.Made("Microsoft.Web/sites/config"));
        var union = settings.Value("properties")!;
        Assert.All(Vars.Where(v => v.Value is JsonObject o && o["$expr"] is null), group => Assert.Matches($@"\b{group.Key}\b", union));
    }

    [Fact]
    public void Takes_the_state_account_by_identity_and_never_by_key()
    {
        var storage = Deployed.Where(s => s.Key.StartsWith("AzureWebJobsStorage", StringComparison.Ordinal)).ToDictionary(s => s.Key, s => Declaration.Read(s.Value));
        Assert.Equal("managedidentity", storage["AzureWebJobsStorage__credential"]);
        Assert.Equal("identityClientId", storage["AzureWebJobsStorage__clientId"]);
        Assert.Equal("stateAccount", storage["AzureWebJobsStorage__accountName"]);
        Assert.DoesNotContain("AzureWebJobsStorage", storage);
    }

    [Fact]
    public void Takes_every_secret_from_the_vault()
    {
        Assert.StartsWith("'@Microsoft.KeyVault(SecretUri=${vaultUri}secrets", Declaration.Read(Vars["secret"]));
        // What SendGrid signs its reports with has a public half, and that is the one kept here.
        var secrets = Deployed.Where(s => s.Key != "SendGrid__WebhookKey" && (s.Key.EndsWith("Key", StringComparison.Ordinal) || s.Key.EndsWith("Password", StringComparison.Ordinal))).ToList();
        Assert.Equal(5, secrets.Count);
        Assert.All(secrets, s => Assert.Equal($"'${{secret}}/{s.Key.Replace("__", "--")})'", Declaration.Read(s.Value)));
    }

    [Fact]
    public void Leaves_out_settings_that_flex_consumption_refuses() =>
        Assert.DoesNotContain(Deployed, s => s.Key.StartsWith("FUNCTIONS_", StringComparison.Ordinal) || s.Key.StartsWith("WEBSITE_", StringComparison.Ordinal));

    [GeneratedRegex(@"""(?<name>(Hub|SendGrid|Smtp|Graph)__\w+|AzureWebJobsStorage)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("__(accountName|clientId|credential)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Suffix();
}
