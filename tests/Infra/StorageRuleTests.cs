namespace HubFunctions.Tests.Infra;

public sealed class StorageRuleTests
{
    private const string Account = "Microsoft.Storage/storageAccounts";
    private const string Blobs = "Microsoft.Storage/storageAccounts/blobServices";
    private const string Container = "Microsoft.Storage/storageAccounts/blobServices/containers";

    public static TheoryData<string> EveryDeployment => [.. Deployment.Names];

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Makes_one_account_for_state_and_one_for_what_is_public(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        Assert.Equal(2, deployment.Made(Account).Count);
        Assert.NotEqual(State(deployment).Name, Public(deployment).Name);
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Turns_shared_keys_off_and_takes_only_https_with_tls_1_2(string name) =>
        Assert.All((await Deployment.OfAsync(name)).Made(Account), account =>
    {
        Assert.Equal("false", account.Value("properties.allowSharedKeyAccess"));
        Assert.Equal("true", account.Value("properties.supportsHttpsTrafficOnly"));
        Assert.Contains(account.Value("properties.minimumTlsVersion"), (string[])["TLS1_2", "TLS1_3"]);
        Assert.Equal("false", account.Value("properties.allowCrossTenantReplication"));
    });

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Allows_public_reading_on_the_snapshot_account_alone(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        Assert.Equal("false", State(deployment).Value("properties.allowBlobPublicAccess"));
        Assert.Equal("true", Public(deployment).Value("properties.allowBlobPublicAccess"));
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Lets_anyone_read_what_is_published_but_list_nothing(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        var open = Assert.Single(deployment.Made(Container), c => c.Value("properties.publicAccess") != "None");
        Assert.Equal("Blob", open.Value("properties.publicAccess"));
        Assert.Equal($"{Public(deployment).Name}/default/{deployment.Settings["Hub__SnapshotContainer"]}", open.Name);
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Serves_the_website_from_the_container_that_the_files_go_to(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        var site = Assert.Single(deployment.Made(Blobs), s => s.At("properties.staticWebsite") is not null);
        Assert.Equal($"{Public(deployment).Name}/default", site.Name);
        Assert.Equal(
            ("true", "index.html", "404.html"),
            (site.Value("properties.staticWebsite.enabled"), site.Value("properties.staticWebsite.indexDocument"),
                site.Value("properties.staticWebsite.errorDocument404Path")));
        // A website serves the container of this name and no other.
        Assert.Equal("$web", deployment.Settings["Hub__SnapshotContainer"]);
        // The property is unknown to older versions of the API.
        Assert.True(string.CompareOrdinal(site.ApiVersion, "2025-08-01") >= 0);
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Lets_browsers_of_any_site_read_and_never_write(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        var service = Assert.Single(deployment.Made(Blobs), s => s.At("properties.cors") is not null);
        Assert.Equal($"{Public(deployment).Name}/default", service.Name);
        var rule = new Resource(Assert.Single(service.At("properties.cors.corsRules")!.AsArray())!.AsObject());
        Assert.Equal(["GET", "HEAD"], rule.List("allowedMethods"));
        Assert.Equal(["*"], rule.List("allowedOrigins"));
        Assert.Contains("ETag", rule.List("exposedHeaders"));
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Keeps_no_copy_of_a_public_file_that_was_erased(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        var service = deployment.Made(Blobs).Single(s => s.Name == $"{Public(deployment).Name}/default");
        string[] keepers = ["isVersioningEnabled", "deleteRetentionPolicy.enabled", "containerDeleteRetentionPolicy.enabled"];
        Assert.All(keepers, keeper => Assert.Equal("false", service.Value($"properties.{keeper}")));
        Assert.Null(service.At("properties.restorePolicy"));
        Assert.Null(service.At("properties.changeFeed"));
        Assert.DoesNotContain(deployment.Made($"{Account}/objectReplicationPolicies"), _ => true);
        Assert.DoesNotContain(deployment.Made("Microsoft.DataProtection/backupVaults"), _ => true);
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Can_bring_back_what_was_deleted_or_overwritten_in_the_state_account(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        var service = deployment.Made(Blobs).Single(s => s.Name == $"{State(deployment).Name}/default");
        string[] keepers = ["isVersioningEnabled", "deleteRetentionPolicy.enabled", "containerDeleteRetentionPolicy.enabled"];
        Assert.All(keepers, keeper => Assert.Equal("true", service.Value($"properties.{keeper}")));
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Removes_superseded_versions_by_age_and_nothing_else(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        var policy = deployment.One($"{Account}/managementPolicies");
        Assert.Equal($"{State(deployment).Name}/default", policy.Name);
        var actions = policy.At("properties.policy.rules")!.AsArray()
            .SelectMany(rule => rule!["definition"]!["actions"]!.AsObject());
        Assert.Equal(["version"], actions.Select(action => action.Key).Distinct());
    }

    private static Resource State(Deployment deployment) => Named(deployment, "AzureWebJobsStorage__accountName");

    private static Resource Public(Deployment deployment) => Named(deployment, "Hub__SnapshotStorage__accountName");

    private static Resource Named(Deployment deployment, string setting) =>
        deployment.Made(Account).Single(a => a.Name == deployment.Settings[setting]);
}
