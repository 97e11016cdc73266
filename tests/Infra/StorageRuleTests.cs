namespace HubFunctions.Tests.Infra;

public sealed class StorageRuleTests
{
    private const string State = "infra/modules/state.bicep";
    private const string Snapshots = "infra/modules/snapshots.bicep";

    private static IReadOnlyList<Declaration> Accounts => InfraTree.Made("Microsoft.Storage/storageAccounts");

    private static IReadOnlyList<Declaration> Containers => InfraTree.Made("Microsoft.Storage/storageAccounts/blobServices/containers");

    [Fact]
    public void Makes_one_account_for_state_and_one_for_what_is_public() =>
        Assert.Equal([Snapshots, State], Accounts.Select(a => a.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void Turns_shared_keys_off_on_every_account() =>
        Assert.All(Accounts, a => Assert.Equal("false", a.Value("properties.allowSharedKeyAccess")));

    [Fact]
    public void Takes_only_https_and_at_least_tls_1_2_on_every_account() => Assert.All(Accounts, a =>
    {
        Assert.Equal("true", a.Value("properties.supportsHttpsTrafficOnly"));
        Assert.Contains(a.Value("properties.minimumTlsVersion"), (string[])["TLS1_2", "TLS1_3"]);
    });

    [Fact]
    public void Allows_public_reading_on_the_snapshot_account_alone() =>
        Assert.Equal([Snapshots], Accounts.Where(a => a.Value("properties.allowBlobPublicAccess") != "false").Select(a => a.Path));

    [Fact]
    public void Lets_anyone_read_a_snapshot_but_list_nothing()
    {
        var open = Assert.Single(Containers, c => c.Value("properties.publicAccess") != "None");
        Assert.Equal((Snapshots, "snapshots", "Blob"), (open.Path, open.Value("name"), open.Value("properties.publicAccess")));
    }

    [Fact]
    public void Lets_browsers_of_any_site_read_and_never_write()
    {
        var service = Assert.Single(InfraTree.Made("Microsoft.Storage/storageAccounts/blobServices"), s => s.At("properties.cors") is not null);
        Assert.Equal(Snapshots, service.Path);
        var rule = Assert.Single(service.At("properties.cors.corsRules")!.AsArray())!;
        Assert.Equal(["GET", "HEAD"], rule["allowedMethods"]!.AsArray().Select(Declaration.Read));
        Assert.Equal(["*"], rule["allowedOrigins"]!.AsArray().Select(Declaration.Read));
        Assert.Contains("ETag", rule["exposedHeaders"]!.AsArray().Select(Declaration.Read));
    }

    [Fact]
    public void Serves_the_website_from_the_snapshot_account_alone()
    {
        var service = Assert.Single(InfraTree.Made("Microsoft.Storage/storageAccounts/blobServices"), s => s.At("properties.staticWebsite") is not null);
        Assert.Equal((Snapshots, "true"), (service.Path, service.Value("properties.staticWebsite.enabled")));
        // The property is unknown to older versions of the API.
        Assert.True(string.CompareOrdinal(service.ApiVersion, "2025-08-01") >= 0);
    }

    [Fact]
    public void Can_bring_back_what_was_deleted_or_overwritten() =>
        Assert.All(InfraTree.Made("Microsoft.Storage/storageAccounts/blobServices"), s =>
        {
            Assert.Equal("true", s.Value("properties.isVersioningEnabled"));
            Assert.Equal("true", s.Value("properties.deleteRetentionPolicy.enabled"));
            Assert.Equal("true", s.Value("properties.containerDeleteRetentionPolicy.enabled"));
        });

    [Fact]
    public void Removes_superseded_versions_by_age_and_nothing_else()
    {
        var policies = InfraTree.Made("Microsoft.Storage/storageAccounts/managementPolicies");
        Assert.Equal(Accounts.Select(a => a.Path), policies.Select(p => p.Path));
        var actions = policies.SelectMany(p => p.At("properties.policy.rules")!.AsArray()).SelectMany(rule => rule!["definition"]!["actions"]!.AsObject());
        Assert.Equal(["version"], actions.Select(action => action.Key).Distinct());
    }
}
