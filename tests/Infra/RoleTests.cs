namespace HubFunctions.Tests.Infra;

/// <summary>Role ids are those of Azure's table of built-in roles.</summary>
public sealed class RoleTests
{
    private static readonly Dictionary<string, string> BuiltIn = new()
    {
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["b86a8fe4-44ce-4948-aee5-eccb2c155cd7"] = "Key Vault Secrets Officer",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
    };

    public static TheoryData<string> EveryDeployment => [.. Deployment.Names];

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Gives_the_app_these_roles_in_these_places_and_no_others(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        var settings = deployment.Settings;
        var files = settings["Hub__SnapshotStorage__accountName"];
        Assert.Equal(
            [
                $"{deployment.One("Microsoft.Insights/components").Name}: Monitoring Metrics Publisher",
                $"{deployment.One("Microsoft.KeyVault/vaults").Name}: Key Vault Secrets User",
                $"{settings["AzureWebJobsStorage__accountName"]}: Storage Blob Data Contributor",
                $"{settings["AzureWebJobsStorage__accountName"]}: Storage Table Data Contributor",
                // The public account is closed to it but for the one container.
                $"{files}/blobServices/default/containers/$web: Storage Blob Data Contributor",
            ],
            Granted(deployment, toApp: true));
    }

    [Fact]
    public async Task Lets_whoever_deploys_store_secrets_and_nothing_more()
    {
        var deployment = await Deployment.OfAsync("production");
        Assert.Equal([$"{deployment.One("Microsoft.KeyVault/vaults").Name}: Key Vault Secrets Officer"],
            Granted(deployment, toApp: false));
        Assert.Empty(Granted(await Deployment.OfAsync("test"), toApp: false));
    }

    private static IEnumerable<string> Granted(Deployment deployment, bool toApp)
    {
        var identity = deployment.One("Microsoft.ManagedIdentity/userAssignedIdentities").Id;
        return deployment.Made("Microsoft.Authorization/roleAssignments")
            .Where(a => a.Value("properties.principalId")!.Contains(identity, StringComparison.Ordinal) == toApp)
            .Select(a => $"{Scope(a)}: {BuiltIn[a.Value("properties.roleDefinitionId")!.Split('/')[^1]]}")
            .Order(StringComparer.Ordinal);
    }

    /// <summary>What the role is given on, which the id begins with.</summary>
    private static string Scope(Resource assignment)
    {
        var id = assignment.Id.StartsWith('[') ? assignment.Id.Split('\'')[1] : assignment.Id;
        return string.Join('/', id.Split("/providers/Microsoft.Authorization")[0].Split('/').Skip(8));
    }
}
