namespace HubFunctions.Tests.Infra;

/// <summary>Role ids are those of Azure's table of built-in roles.</summary>
public sealed class RoleTests
{
    private static readonly Dictionary<string, string> BuiltIn = new()
    {
        ["blobDataContributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["tableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["secretsUser"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["secretsOfficer"] = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
        ["metricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
    };

    private static IReadOnlyList<Declaration> Assignments => InfraTree.Made("Microsoft.Authorization/roleAssignments");

    [Fact]
    public void Names_each_built_in_role_by_its_id() =>
        Assert.Equal(BuiltIn, InfraTree.File("infra/modules/roles.bicep")["vars"]!["role"]!.AsObject().ToDictionary(r => r.Key, r => Declaration.Read(r.Value)!));

    [Fact]
    public void Gives_the_app_these_roles_in_these_places_and_no_others() => Assert.Equal(
        [
            "insights metricsPublisher", "snapshots blobDataContributor", "state blobDataContributor", "state tableDataContributor", "vault secretsUser",
        ],
        Assignments.Where(a => a.Value("properties.principalId") == "principalId").Select(Granted).Order(StringComparer.Ordinal));

    [Fact]
    public void Lets_whoever_deploys_store_secrets_and_nothing_more() => Assert.Equal(
        ["vault secretsOfficer"],
        Assignments.Where(a => a.Value("properties.principalId") != "principalId").Select(Granted));

    [Fact]
    public void Limits_the_public_account_to_its_one_container()
    {
        var place = InfraTree.All("resources").Single(r => r is { Path: "infra/modules/roles.bicep", Name: "snapshots" });
        Assert.Equal("Microsoft.Storage/storageAccounts/blobServices/containers", place.Type);
    }

    private static string Granted(Declaration assignment)
    {
        var role = assignment.Value("properties.roleDefinitionId")!;
        Assert.StartsWith("subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.", role);
        return $"{assignment.Value("scope")} {role[(role.LastIndexOf('.') + 1)..^1]}";
    }
}
