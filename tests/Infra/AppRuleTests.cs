namespace HubFunctions.Tests.Infra;

public sealed class AppRuleTests
{
    public static TheoryData<string> EveryDeployment => [.. Deployment.Names];

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Takes_only_https_and_at_least_tls_1_2(string name)
    {
        var app = (await Deployment.OfAsync(name)).One("Microsoft.Web/sites");
        Assert.Equal("true", app.Value("properties.httpsOnly"));
        string[] settings = ["minTlsVersion", "scmMinTlsVersion"];
        Assert.All(settings, setting => Assert.Contains(app.Value($"properties.siteConfig.{setting}"), (string[])["1.2", "1.3"]));
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Has_no_password_to_deploy_with(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        Assert.Equal("Disabled", deployment.One("Microsoft.Web/sites").Value("properties.siteConfig.ftpsState"));
        var policies = deployment.Made("Microsoft.Web/sites/basicPublishingCredentialsPolicies");
        Assert.Equal(["ftp", "scm"], policies.Select(p => p.Name.Split('/')[1]).Order());
        Assert.All(policies, p => Assert.Equal("false", p.Value("properties.allow")));
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Runs_as_an_isolated_worker_on_flex_consumption(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        var app = deployment.One("Microsoft.Web/sites");
        Assert.Equal("FC1", deployment.One("Microsoft.Web/serverfarms").Value("sku.name"));
        Assert.Equal("functionapp,linux", app.Value("kind"));
        Assert.Equal(
            ("dotnet-isolated", "10.0"),
            (app.Value("properties.functionAppConfig.runtime.name"), app.Value("properties.functionAppConfig.runtime.version")));
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Fetches_its_package_and_its_secrets_with_the_one_identity(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        var app = deployment.One("Microsoft.Web/sites");
        var identity = deployment.One("Microsoft.ManagedIdentity/userAssignedIdentities").Id;
        Assert.Equal(identity, Assert.Single(app.At("identity.userAssignedIdentities")!.AsObject()).Key);
        Assert.Equal(identity,
            app.Value("properties.functionAppConfig.deployment.storage.authentication.userAssignedIdentityResourceId"));
        Assert.Equal(identity, app.Value("properties.keyVaultReferenceIdentity"));
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Keeps_the_vault_recoverable_and_under_roles(string name)
    {
        var vault = (await Deployment.OfAsync(name)).One("Microsoft.KeyVault/vaults");
        string[] on = ["enableRbacAuthorization", "enableSoftDelete", "enablePurgeProtection"];
        Assert.All(on, property => Assert.Equal("true", vault.Value($"properties.{property}")));
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Takes_no_telemetry_from_anyone_without_a_role(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        Assert.Equal("true", deployment.One("Microsoft.Insights/components").Value("properties.DisableLocalAuth"));
        var workspace = deployment.One("Microsoft.OperationalInsights/workspaces");
        Assert.Equal("true", workspace.Value("properties.features.disableLocalAuth"));
    }

    [Fact]
    public async Task Reaches_the_public_website_over_https_behind_front_door()
    {
        var deployment = await Deployment.OfAsync("production");
        var route = deployment.One("Microsoft.Cdn/profiles/afdEndpoints/routes");
        Assert.Equal(("HttpsOnly", "Enabled"),
            (route.Value("properties.forwardingProtocol"), route.Value("properties.httpsRedirect")));
        var rules = Assert.Single(route.At("properties.ruleSets")!.AsArray())!;
        Assert.Equal(deployment.One("Microsoft.Cdn/profiles/ruleSets").Id, (string?)rules["id"]);
        var origin = deployment.One("Microsoft.Cdn/profiles/originGroups/origins");
        Assert.Contains($"{deployment.Settings["Hub__SnapshotStorage__accountName"]}', '2025-08-01').primaryEndpoints.web",
            origin.Value("properties.hostName"));
        Assert.Null(route.At("properties.originPath"));
    }
}
