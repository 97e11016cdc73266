using System.Text.Json.Nodes;

namespace HubFunctions.Tests.Infra;

public sealed class BicepWiringTests
{
    public static TheoryData<string> EveryModule => [.. InfraTree.Main["modules"]!.AsObject().Select(module => module.Key)];

    public static TheoryData<string> EveryParameterFile => [.. InfraTree.ParameterPaths];

    [Theory]
    [MemberData(nameof(EveryModule))]
    public void Passes_a_module_what_it_requires_and_nothing_that_it_does_not_know(string name)
    {
        var module = InfraTree.Main["modules"]![name]!;
        var known = Target(module)["params"]!.AsObject();
        var passed = module["body"]!["params"]!.AsObject().Select(p => p.Key).ToHashSet();
        Assert.Empty(passed.Except(known.Select(p => p.Key)));
        Assert.Empty(known.Where(p => p.Value!["required"]!.GetValue<bool>()).Select(p => p.Key).Except(passed));
    }

    [Fact]
    public void Reads_only_outputs_that_modules_have()
    {
        var read = InfraTree.Main["outputsRead"]!.AsArray().Select(text => text!.GetValue<string>().Replace("!", "").Split('.')).ToList();
        Assert.NotEmpty(read);
        Assert.All(read, text => Assert.Contains(text[2], (IDictionary<string, JsonNode?>)Outputs(text[0])));
    }

    [Fact]
    public void Makes_no_output_of_a_module_that_nothing_reads()
    {
        var read = InfraTree.Main["outputsRead"]!.AsArray().Select(text => text!.GetValue<string>().Replace("!", "")).ToHashSet();
        var made = from module in InfraTree.Main["modules"]!.AsObject()
                   from output in Target(module.Value!)["outputs"]!.AsObject()
                   select $"{module.Key}.outputs.{output.Key}";
        Assert.Empty(made.Except(read));
    }

    [Fact]
    public void Leaves_no_module_file_unused()
    {
        var used = InfraTree.Main["modules"]!.AsObject().Select(module => "infra/" + module.Value!["of"]);
        Assert.Equal(InfraTree.BicepPaths.Where(path => path != "infra/main.bicep"), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Gives_the_app_its_roles_before_it_starts() =>
        Assert.Contains("roles", InfraTree.Main["modules"]!["app"]!["body"]!["dependsOn"]!.AsArray().Select(Declaration.Read));

    [Theory]
    [MemberData(nameof(EveryParameterFile))]
    public void Sets_every_required_parameter_and_only_to_what_is_allowed(string path)
    {
        var file = InfraTree.File(path);
        Assert.Equal("main.bicep", file["using"]!.GetValue<string>());
        var given = file["vars"]!.AsObject();
        var known = InfraTree.Main["params"]!.AsObject();
        Assert.Empty(given.Select(p => p.Key).Except(known.Select(p => p.Key)));
        Assert.Empty(known.Where(p => p.Value!["required"]!.GetValue<bool>()).Select(p => p.Key).Except(given.Select(p => p.Key)));
        foreach (var (name, value) in given.Where(p => p.Value is JsonValue))
            Assert.All(Allowed(known[name]!), list => Assert.Contains($"'{value}'", list));
    }

    private static IEnumerable<string> Allowed(JsonNode parameter) =>
        parameter["decorators"]!.AsArray().Select(text => text!.GetValue<string>()).Where(text => text.StartsWith("@allowed", StringComparison.Ordinal));

    private static JsonObject Outputs(string module) => Target(InfraTree.Main["modules"]![module]!)["outputs"]!.AsObject();

    private static JsonObject Target(JsonNode module) => InfraTree.File("infra/" + module["of"]!.GetValue<string>());
}
