using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HubFunctions.Tests.Infra;

namespace HubFunctions.Tests.Architecture;

/// <summary>SECURITY.md names a test for each risk and requirement, or why there is none.</summary>
public sealed partial class SecurityTableTests
{
    [Fact]
    public void Every_test_that_the_table_names_is_there()
    {
        var there = typeof(SecurityTableTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
            .Select(method => method.Name).ToHashSet();
        var lines = Repository
            .Text("SECURITY.md")
            .Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .ToList();

        var rows = lines.Where(line => !line.EndsWith("| tests |", StringComparison.Ordinal)).ToList();

        Assert.Equal(10 + 58 + 4, rows.Count);
        Assert.All(
            rows,
            row => Assert.True(Names().IsMatch(row) || Reason().IsMatch(row), $"{row} names neither a test nor a reason."));
        Assert.Equal([], rows.SelectMany(row => Names().Matches(row)).Select(name => name.Groups["name"].Value).Except(there));
    }

    [Fact]
    public void A_package_with_a_known_fault_fails_the_build()
    {
        var build = XDocument
            .Parse(Repository.Text("Directory.Build.props"))
            .Descendants()
            .ToLookup(e => e.Name.LocalName, e => e.Value);
        string[] names = ["NuGetAudit", "NuGetAuditMode", "TreatWarningsAsErrors"];

        Assert.Equal(["true", "all", "true"], names.Select(name => build[name].Single()));
        Assert.DoesNotContain(
            build["NoWarn"].Concat(build["WarningsNotAsErrors"]),
            codes => Regex.IsMatch(codes, "NU190[1-4]", RegexOptions.NonBacktracking));
    }

    [GeneratedRegex(@"\| (does not apply|open|a promise): ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reason();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9]*_[A-Za-z0-9_]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Names();
}
