using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HubFunctions.Hosting;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>The published folder against what the Functions host demands of an app root.</summary>
public sealed partial class PublishedLayoutTests(PublishedApp published)
{
    private static readonly string[] KnownMethods = ["get", "put", "post", "patch", "delete", "head", "options"];

    [Fact]
    public async Task Has_one_folder_with_a_function_json_for_every_function_and_no_other()
    {
        var found = (await FunctionsAsync()).Select(f => f.Name).Order(StringComparer.Ordinal);

        Assert.Equal(FunctionMethods.Http.Select(f => f.Name).Concat(FunctionMethods.Timers.Select(t => t.Name)).Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public async Task Every_name_is_one_that_the_host_takes() =>
        Assert.All(await FunctionsAsync(), f => Assert.True(Name().IsMatch(f.Name) && !f.Name.Equals("host", StringComparison.OrdinalIgnoreCase), f.Name));

    [Fact]
    public async Task No_two_functions_share_a_name_in_another_case_or_a_route_with_a_method()
    {
        var functions = await FunctionsAsync();
        var calls = functions.Where(f => f.Is("httpTrigger"))
            .SelectMany(f => f.Methods.Select(m => $"{m} {Parameter().Replace(f.Route, "{}").ToLowerInvariant()}")).ToList();

        Assert.Equal(functions.Count, functions.Select(f => f.Name.ToUpperInvariant()).Distinct().Count());
        Assert.Equal(calls.Count, calls.Distinct().Count());
    }

    [Fact]
    public async Task Http_functions_are_anonymous_list_their_methods_and_keep_off_the_hosts_own_routes()
    {
        foreach (var function in (await FunctionsAsync()).Where(f => f.Is("httpTrigger")))
        {
            Assert.Equal("anonymous", (string?)function.Trigger["authLevel"]);
            Assert.NotEmpty(function.Methods);
            Assert.All(function.Methods, m => Assert.Contains(m, KnownMethods));
            Assert.DoesNotMatch("(?i)^/?(admin|runtime)(/|$)", function.Route);
            Assert.DoesNotContain('*', function.Route);
            Assert.DoesNotMatch("^{[^}]*}$", function.Route);
            Assert.Contains(function.Bindings, b => (string?)b["type"] == "http" && (string?)b["direction"] == "out");
        }
    }

    [Fact]
    public async Task Timers_have_six_fields_that_parse()
    {
        var timers = (await FunctionsAsync()).Where(f => f.Is("timerTrigger")).ToList();

        Assert.NotEmpty(timers);
        Assert.All(timers, t =>
        {
            var schedule = (string)t.Trigger["schedule"]!;
            Assert.Equal(6, schedule.Split(' ').Length);
            Assert.NotEqual(default, TimerFunction.Parse(schedule).GetNextOccurrence(new DateTime(2022, 5, 24, 7, 0, 0, DateTimeKind.Utc)));
        });
    }

    [Fact]
    public async Task The_host_finds_the_executable_and_may_run_it()
    {
        var root = await published.FolderAsync();
        var host = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(root, "host.json"), TestContext.Current.CancellationToken))!;
        var executable = Path.Combine(root, (string)host["customHandler"]!["description"]!["defaultExecutablePath"]!);

        Assert.True((bool)host["customHandler"]!["enableProxyingHttpRequest"]!);
        Assert.Equal("", (string)host["extensions"]!["http"]!["routePrefix"]!);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(executable).HasFlag(UnixFileMode.UserExecute | UnixFileMode.OtherExecute));
    }

    [Fact]
    public async Task Carries_neither_local_settings_nor_the_emulator()
    {
        var files = Directory.EnumerateFiles(await published.FolderAsync(), "*", SearchOption.AllDirectories).Select(Path.GetFileName).ToList();

        Assert.DoesNotContain(files, f => f!.StartsWith("local.settings", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("start.mjs", files);
        Assert.DoesNotContain("launchSettings.json", files);
        Assert.DoesNotContain("web.config", files);
    }

    private async Task<IReadOnlyList<Declared>> FunctionsAsync()
    {
        var root = await published.FolderAsync();
        return
        [
            .. Directory.EnumerateFiles(root, "function.json", SearchOption.AllDirectories).Select(file => new Declared(
                Path.GetRelativePath(root, Path.GetDirectoryName(file)!),
                [.. JsonNode.Parse(File.ReadAllText(file))!["bindings"]!.AsArray().Select(b => b!)])),
        ];
    }

    private sealed record Declared(string Name, IReadOnlyList<JsonNode> Bindings)
    {
        public JsonNode Trigger => Bindings[0];
        public string Route => (string)Trigger["route"]!;
        public IReadOnlyList<string> Methods => [.. Trigger["methods"]!.AsArray().Select(m => (string)m!)];

        public bool Is(string type) => (string?)Trigger["type"] == type;
    }

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,127}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parameter();
}
