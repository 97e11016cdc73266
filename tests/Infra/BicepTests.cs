using System.Text.Json.Nodes;

namespace HubFunctions.Tests.Infra;

public sealed class BicepTests
{
    public static TheoryData<string> EveryDeployment => [.. Deployment.Names];

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Compiles_without_a_word_from_the_compiler(string name) =>
        Assert.Empty((await Deployment.OfAsync(name)).Words);

    [Fact]
    public async Task Evaluates_every_parameter_file() => Assert.Equal(
        Repository.ParameterPaths, (await Deployment.AllAsync()).Select(d => $"infra/{d.File}").Distinct()
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("supportsHttpsTrafficOnly: true", null)]
    [InlineData("supportsHttpsTrafficOnly: true, supportsHttps: true", "BCP037")]
    [InlineData("supportsHttpsTrafficOnly: 'yes'", "BCP036")]
    [InlineData("supportsHttpsTrafficOnly:   true", "Format these files")]
    public async Task Fails_the_check_on_a_warning_or_on_other_spacing(string property, string? said)
    {
        Assert.SkipUnless(Bicep.IsHere, Bicep.WhyNot);
        var folder = Directory.CreateTempSubdirectory("hub-check-");
        try
        {
            File.Copy(Repository.Full("infra/check.sh"), Path.Combine(folder.FullName, "check.sh"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "main.bicepparam"), "using 'main.bicep'\n",
                TestContext.Current.CancellationToken);
            var template = $$"""
                resource account 'Microsoft.Storage/storageAccounts@2025-08-01' = {
                  name: 'anaccount'
                  location: resourceGroup().location
                  kind: 'StorageV2'
                  sku: { name: 'Standard_LRS' }
                  properties: { {{property}} }
                }

                """;
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "main.bicep"), template,
                TestContext.Current.CancellationToken);

            var (code, _, errors) = await Shell.RunAsync(folder.FullName, null, "sh", "check.sh", Bicep.Compiler);

            Assert.Equal(said is null ? 0 : 1, code);
            Assert.Contains(said ?? "", errors, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Uses_one_api_version_for_each_type()
    {
        var resources = (await Deployment.AllAsync()).SelectMany(d => d.Resources);
        var mixed = resources.GroupBy(r => string.Join('/', r.Type.Split('/').Take(2)))
            .Where(type => type.Select(r => r.ApiVersion).Distinct().Count() > 1);
        Assert.Empty(mixed.Select(type => type.Key));
    }

    [Fact]
    public async Task Uses_no_preview_api_where_a_stable_one_exists()
    {
        var previews = (await Deployment.AllAsync()).SelectMany(d => d.Resources)
            .Where(r => r.ApiVersion.EndsWith("-preview", StringComparison.Ordinal));
        Assert.Equal(["Microsoft.Insights/diagnosticSettings"], previews.Select(r => r.Type).Distinct());
    }

    [Theory]
    [InlineData("Microsoft.Insights/scheduledQueryRules", "2026-03-01")]
    [InlineData("Microsoft.Insights/metricAlerts", "2026-01-01")]
    public async Task Makes_alerts_by_a_current_api(string type, string version) =>
        Assert.All((await Deployment.OfAsync("test")).Made(type),
            r => Assert.True(string.CompareOrdinal(r.ApiVersion, version) >= 0, r.ApiVersion));

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Gives_names_that_azure_takes(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        Assert.All(deployment.Made("Microsoft.Storage/storageAccounts"),
            account => Assert.Matches("^[a-z0-9]{3,24}$", account.Name));
        Assert.Matches("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", deployment.One("Microsoft.KeyVault/vaults").Name);
        Assert.Matches("^[a-z0-9][a-z0-9-]{0,58}[a-z0-9]$", deployment.One("Microsoft.Web/sites").Name);
        Assert.All(deployment.Made("Microsoft.Cdn/profiles/ruleSets"), set => Assert.Matches("/[A-Za-z][A-Za-z0-9]*$", set.Name));
        Assert.Equal(deployment.Resources.Count, deployment.Resources.Select(r => r.Id)
            .Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Leaves_no_module_file_unused()
    {
        var main = Repository.Text("infra/main.bicep");
        Assert.All(Repository.BicepPaths
            .Where(path => path != "infra/main.bicep"), path => Assert.Contains($"'{path["infra/".Length..]}'", main));
    }

    [Fact]
    public async Task Gives_the_app_its_roles_before_it_starts()
    {
        var (_, template, _) = await Bicep.RunAsync(Repository.Root, Bicep.Required, "build", "infra/main.bicep", "--stdout");
        var app = JsonNode.Parse(template)!["resources"]!.AsArray().Single(resource => (string?)resource!["name"] == "app")!;
        Assert.Contains(app["dependsOn"]!.AsArray(), waits => ((string)waits!).EndsWith("'roles')]", StringComparison.Ordinal));
    }
}
