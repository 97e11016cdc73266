using System.Text.Json.Nodes;

namespace HubFunctions.Tests.Infra;

public sealed class DeploymentTests
{
    private static JsonNode Service => InfraTree.File("azure.yaml")["services"]!["hub"]!;

    [Fact]
    public void Finds_the_app_by_the_tag_that_azd_looks_for() =>
        Assert.Equal("union(tags, { 'azd-service-name': 'hub' })", Assert.Single(InfraTree.Made("Microsoft.Web/sites")).Value("tags"));

    [Fact]
    public void Marks_every_resource_group_as_belonging_to_the_environment() =>
        Assert.Equal("environmentName", Declaration.Read(InfraTree.Main["vars"]!["tags"]!["azd-env-name"]));

    [Theory]
    [InlineData("posix")]
    [InlineData("windows")]
    public void Ships_what_the_documented_command_publishes(string system)
    {
        Assert.Equal(("function", "custom", "out"), (Read("host"), Read("language"), Read("dist")));
        Assert.EndsWith("dotnet publish functions -c Release -o out", Declaration.Read(Service["hooks"]!["prepackage"]![system]!["run"]));
    }

    [Fact]
    public void Deploys_the_template_that_these_tests_read()
    {
        var infra = InfraTree.File("azure.yaml")["infra"]!;
        Assert.Equal("infra/main.bicep", $"{infra["path"]}/{infra["module"]}.bicep");
    }

    [Fact]
    public void Stores_the_secrets_before_the_app_is_deployed() =>
        Assert.Equal("./infra/secrets.sh", Declaration.Read(InfraTree.File("azure.yaml")["hooks"]!["postprovision"]!["run"]));

    [Fact]
    public void Makes_in_the_vault_every_secret_that_the_settings_name()
    {
        var named = InfraTree.Text("infra/modules/settings.bicep").Split("${secret}/").Skip(1).Select(rest => rest.Split(')')[0]);
        // The previous signing key is the current one of yesterday: copied by whoever rotates, never made.
        Assert.All(named.Where(name => name != "Hub--PreviousSigningKey"), name => Assert.Contains(name, InfraTree.Text("infra/secrets.sh")));
    }

    private static string? Read(string key) => Declaration.Read(Service[key]);
}
