using System.Text.Json.Nodes;

namespace HubFunctions.Tests.Infra;

public sealed class BicepSyntaxTests
{
    // Functions of the language and decorators; anything else that is read must be declared.
    private static readonly HashSet<string> Language =
    [
        "subscription", "resourceGroup", "environment", "subscriptionResourceId", "uniqueString", "guid", "union", "empty", "toLower",
        "readEnvironmentVariable", "int", "bool", "description", "metadata", "allowed", "minLength", "maxLength", "minValue", "maxValue",
    ];

    public static TheoryData<string> EveryFile => [.. InfraTree.BicepPaths, .. InfraTree.ParameterPaths];

    public static TheoryData<string> EveryBicepFile => [.. InfraTree.BicepPaths];

    [Theory]
    [MemberData(nameof(EveryFile))]
    public void Parses_without_a_fault(string path) => Assert.Empty(InfraTree.File(path)["faults"]!.AsArray());

    [Theory]
    [MemberData(nameof(EveryFile))]
    public void Reads_no_name_that_is_not_declared(string path)
    {
        var file = InfraTree.File(path);
        var declared = Declared(file).Concat(file["locals"]!.AsArray().Select(Declaration.Read)).ToHashSet();
        Assert.DoesNotContain(file["names"]!.AsArray().Select(Declaration.Read), name => !declared.Contains(name) && !Language.Contains(name!));
    }

    [Theory]
    [MemberData(nameof(EveryBicepFile))]
    public void Declares_no_parameter_or_variable_that_nothing_reads(string path)
    {
        var file = InfraTree.File(path);
        var read = file["names"]!.AsArray().Select(Declaration.Read).ToHashSet();
        Assert.DoesNotContain(Keys(file, "params").Concat(Keys(file, "vars")), name => !read.Contains(name));
    }

    [Fact]
    public void Uses_one_api_version_for_each_provider()
    {
        var mixed = InfraTree.All("resources").GroupBy(r => string.Join('/', r.Type.Split('/').Take(2)))
            .Where(type => type.Select(r => r.ApiVersion).Distinct().Count() > 1);
        Assert.Empty(mixed.Select(type => type.Key));
    }

    [Fact]
    public void Uses_no_preview_api_where_a_stable_one_exists()
    {
        var previews = InfraTree.All("resources").Where(r => r.ApiVersion.EndsWith("-preview", StringComparison.Ordinal));
        Assert.Equal(["Microsoft.Insights/diagnosticSettings"], previews.Select(r => r.Type).Distinct());
    }

    private static IEnumerable<string> Keys(JsonObject file, string kind) => file[kind]!.AsObject().Select(entry => entry.Key);

    private static IEnumerable<string> Declared(JsonObject file) =>
        from kind in (string[])["params", "vars", "resources", "modules"]
        from name in Keys(file, kind)
        select name;
}
