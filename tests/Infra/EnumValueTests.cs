namespace HubFunctions.Tests.Infra;

/// <summary>The compiler does not refuse a value that Azure does not know; these lists are from Azure's reference.</summary>
public sealed class EnumValueTests
{
    public static TheoryData<string, string, string[]> Fields => new()
    {
        { "Microsoft.Storage/storageAccounts", "kind", ["StorageV2"] },
        { "Microsoft.Storage/storageAccounts", "sku.name", ["Standard_LRS", "Standard_ZRS", "Standard_GRS", "Standard_GZRS"] },
        { "Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", ["TLS1_2", "TLS1_3"] },
        { "Microsoft.Storage/storageAccounts/blobServices/containers", "properties.publicAccess", ["None", "Blob"] },
        { "Microsoft.Web/serverfarms", "sku.name", ["FC1"] },
        { "Microsoft.Web/serverfarms", "sku.tier", ["FlexConsumption"] },
        { "Microsoft.Web/sites", "identity.type", ["UserAssigned"] },
        { "Microsoft.Web/sites", "properties.siteConfig.minTlsVersion", ["1.2", "1.3"] },
        { "Microsoft.Web/sites", "properties.siteConfig.scmMinTlsVersion", ["1.2", "1.3"] },
        { "Microsoft.Web/sites", "properties.siteConfig.ftpsState", ["Disabled"] },
        { "Microsoft.Web/sites", "properties.functionAppConfig.deployment.storage.type", ["blobContainer"] },
        { "Microsoft.Web/sites", "properties.functionAppConfig.deployment.storage.authentication.type",
            ["UserAssignedIdentity"] },
        { "Microsoft.Web/sites", "properties.functionAppConfig.scaleAndConcurrency.instanceMemoryMB", ["512", "2048", "4096"] },
        { "Microsoft.KeyVault/vaults", "properties.sku.name", ["standard"] },
        { "Microsoft.KeyVault/vaults", "properties.sku.family", ["A"] },
        { "Microsoft.Authorization/roleAssignments", "properties.principalType", ["ServicePrincipal", "User", "Group"] },
        { "Microsoft.OperationalInsights/workspaces", "properties.sku.name", ["PerGB2018"] },
        { "Microsoft.Insights/components", "kind", ["web"] },
        { "Microsoft.Insights/scheduledQueryRules", "kind", ["LogAlert"] },
        { "Microsoft.Insights/scheduledQueryRules", "properties.severity", ["0", "1", "2", "3", "4"] },
        { "Microsoft.Insights/scheduledQueryRules", "properties.evaluationFrequency",
            ["PT5M", "PT10M", "PT15M", "PT30M", "PT1H"] },
        { "Microsoft.Insights/scheduledQueryRules", "properties.windowSize",
            ["PT5M", "PT10M", "PT15M", "PT30M", "PT1H", "PT6H", "P1D", "P2D"] },
        { "Microsoft.Insights/webtests", "kind", ["standard"] },
        { "Microsoft.Insights/webtests", "properties.Kind", ["standard"] },
        { "Microsoft.Insights/webtests", "properties.Frequency", ["300", "600", "900"] },
        { "Microsoft.Insights/metricAlerts", "properties.criteria.odata/type",
            ["Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria"] },
        { "Microsoft.Cdn/profiles", "sku.name", ["Standard_AzureFrontDoor", "Premium_AzureFrontDoor"] },
        { "Microsoft.Cdn/profiles/afdEndpoints", "properties.enabledState", ["Enabled"] },
        { "Microsoft.Cdn/profiles/afdEndpoints/routes", "properties.forwardingProtocol", ["HttpsOnly"] },
        { "Microsoft.Cdn/profiles/afdEndpoints/routes", "properties.httpsRedirect", ["Enabled"] },
        { "Microsoft.Cdn/profiles/afdEndpoints/routes", "properties.linkToDefaultDomain", ["Enabled"] },
        { "Microsoft.Cdn/profiles/afdEndpoints/routes", "properties.cacheConfiguration.queryStringCachingBehavior",
            ["IgnoreQueryString"] },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Holds_only_values_that_azure_knows(string type, string field, string[] known)
    {
        var made = (await Deployment.AllAsync()).SelectMany(d => d.Made(type)).ToList();
        Assert.NotEmpty(made);
        Assert.All(made, resource => Assert.Contains(resource.Value(field), known));
    }

    [Fact]
    public async Task Compares_and_counts_in_words_that_alerts_know()
    {
        var criteria = (await Deployment.AllAsync()).SelectMany(d => d.Made("Microsoft.Insights/scheduledQueryRules"))
            .SelectMany(r => r.At("properties.criteria.allOf")!.AsArray());
        Assert.All(criteria, c => Assert.Equal(("Count", "GreaterThan"),
            ((string)c!["timeAggregation"]!, (string)c["operator"]!)));
    }

    [Fact]
    public async Task Asks_from_places_that_availability_tests_have()
    {
        string[] known = ["emea-gb-db3-azr", "emea-nl-ams-azr", "emea-fr-pra-edge", "emea-ru-msa-edge", "emea-se-sto-edge",
            "emea-ch-zrh-edge", "emea-au-syd-edge"];
        var probe = (await Deployment.OfAsync("test")).One("Microsoft.Insights/webtests");
        Assert.All(probe.At("properties.Locations")!.AsArray(), place => Assert.Contains((string)place!["Id"]!, known));
    }

    [Fact]
    public async Task Changes_headers_in_words_that_front_door_knows()
    {
        var rule = (await Deployment.OfAsync("production")).One("Microsoft.Cdn/profiles/ruleSets/rules");
        var actions = rule.At("properties.actions")!.AsArray();
        Assert.All(actions, action => Assert.Equal(
            ("ModifyResponseHeader", "DeliveryRuleHeaderActionParameters", "Overwrite"),
            ((string)action!["name"]!, (string)action["parameters"]!["typeName"]!,
                (string)action["parameters"]!["headerAction"]!)));
        foreach (var name in (string[])["Access-Control-Allow-Origin", "Strict-Transport-Security"])
            Assert.Contains(actions, action => (string)action!["parameters"]!["headerName"]! == name);
    }
}
