namespace HubFunctions.Tests.Infra;

public sealed class AppRuleTests
{
    private static Declaration App => Assert.Single(InfraTree.Made("Microsoft.Web/sites"));

    [Fact]
    public void Takes_only_https_and_at_least_tls_1_2()
    {
        Assert.Equal("true", App.Value("properties.httpsOnly"));
        string[] settings = ["minTlsVersion", "scmMinTlsVersion"];
        Assert.All(settings, name => Assert.Contains(App.Value($"properties.siteConfig.{name}"), (string[])["1.2", "1.3"]));
    }

    [Fact]
    public void Has_no_password_to_deploy_with()
    {
        Assert.Equal("Disabled", App.Value("properties.siteConfig.ftpsState"));
        var policies = InfraTree.Made("Microsoft.Web/sites/basicPublishingCredentialsPolicies");
        Assert.Equal(["ftp", "scm"], policies.Select(p => p.Value("name")).Order());
        Assert.All(policies, p => Assert.Equal("false", p.Value("properties.allow")));
    }

    [Fact]
    public void Runs_as_a_custom_handler_on_flex_consumption()
    {
        Assert.Equal("FC1", Assert.Single(InfraTree.Made("Microsoft.Web/serverfarms")).Value("sku.name"));
        Assert.Equal("functionapp,linux", App.Value("kind"));
        Assert.Equal(("custom", "1.0"), (App.Value("properties.functionAppConfig.runtime.name"), App.Value("properties.functionAppConfig.runtime.version")));
    }

    [Fact]
    public void Fetches_its_package_and_its_secrets_with_the_one_identity()
    {
        Assert.Equal("UserAssigned", App.Value("identity.type"));
        Assert.Equal("UserAssignedIdentity", App.Value("properties.functionAppConfig.deployment.storage.authentication.type"));
        Assert.Equal("identityId", App.Value("properties.functionAppConfig.deployment.storage.authentication.userAssignedIdentityResourceId"));
        Assert.Equal("identityId", App.Value("properties.keyVaultReferenceIdentity"));
    }

    [Fact]
    public void Keeps_the_vault_recoverable_and_under_roles()
    {
        var vault = Assert.Single(InfraTree.Made("Microsoft.KeyVault/vaults"));
        string[] on = ["enableRbacAuthorization", "enableSoftDelete", "enablePurgeProtection"];
        Assert.All(on, name => Assert.Equal("true", vault.Value($"properties.{name}")));
    }

    [Fact]
    public void Takes_no_telemetry_from_anyone_without_a_role()
    {
        Assert.Equal("true", Assert.Single(InfraTree.Made("Microsoft.Insights/components")).Value("properties.DisableLocalAuth"));
        Assert.Equal("true", Assert.Single(InfraTree.Made("Microsoft.OperationalInsights/workspaces")).Value("properties.features.disableLocalAuth"));
    }

    [Fact]
    public void Reaches_the_public_files_over_https_behind_front_door()
    {
        var route = Assert.Single(InfraTree.Made("Microsoft.Cdn/profiles/afdEndpoints/routes"));
        Assert.Equal(("HttpsOnly", "Enabled"), (route.Value("properties.forwardingProtocol"), route.Value("properties.httpsRedirect")));
    }
}
