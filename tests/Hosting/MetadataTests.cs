using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HubFunctions.Tests.Support;
using NCrontab;

namespace HubFunctions.Tests.Hosting;

/// <summary>The functions of the published app as the worker tells the host.</summary>
public sealed partial class MetadataTests(HostedHub hub, PublishedApp published) : IClassFixture<HostedHub>
{
    private IReadOnlyList<HostedFunction> Functions => hub.Host.Functions;

    [Fact]
    public void Every_function_has_the_name_verbs_route_and_schedule_of_the_table() =>
        Assert.Equal(
            FunctionTable.All.Select(f => Line(f.Name, f.Methods, f.Route, f.Schedule)).Order(StringComparer.Ordinal),
            Functions.Select(f => Line(f.Name, f.Methods, f.Route, f.Schedule)).Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_file_for_the_host_names_the_same_functions()
    {
        var file = Path.Combine(await published.FolderAsync(), "functions.metadata");
        var named = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!.AsArray();

        Assert.Equal(
            Functions.Select(f => f.Name).Order(StringComparer.Ordinal),
            named.Select(f => (string)f!["name"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_answers_GET_answers_HEAD() =>
        Assert.All(Functions.Where(f => f.Methods.Contains("GET")), f => Assert.Contains("HEAD", f.Methods));

    [Fact]
    public void Every_name_is_one_that_the_host_takes() =>
        Assert.All(
            Functions,
            f => Assert.True(Name().IsMatch(f.Name) && !f.Name.Equals("host", StringComparison.OrdinalIgnoreCase), f.Name));

    [Fact]
    public void No_two_functions_share_a_name_in_another_case_or_a_route_with_a_method()
    {
        var calls = Functions.Where(f => f.IsHttp)
            .SelectMany(f => f.Methods.Select(m => $"{m} {Parameter().Replace(f.Route!, "{}").ToLowerInvariant()}")).ToList();

        Assert.Equal(Functions.Count, Functions.Select(f => f.Name.ToUpperInvariant()).Distinct().Count());
        Assert.Equal(calls.Count, calls.Distinct().Count());
    }

    [Fact]
    public void The_host_asks_for_no_key_and_none_of_its_own_routes_is_taken() =>
        Assert.All(Functions.Where(f => f.IsHttp), f =>
        {
            Assert.Equal("Anonymous", f.AuthorizationLevel);
            Assert.NotEmpty(f.Methods);
            Assert.DoesNotMatch("(?i)^/?(admin|runtime)(/|$)", f.Route);
        });

    [Fact]
    public void Timers_have_six_fields_that_parse() =>
        Assert.All(
            Functions.Where(f => f.IsTimer),
            f => Assert.NotNull(CrontabSchedule.TryParse(f.Schedule!, new() { IncludingSeconds = true })));

    private static string Line(string name, IEnumerable<string> methods, string? route, string? schedule) =>
        $"{name}: {string.Join(' ', methods.Order(StringComparer.Ordinal))} {route}{schedule}";

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,127}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parameter();
}
