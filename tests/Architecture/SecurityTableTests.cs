using System.Reflection;
using System.Text.RegularExpressions;
using HubFunctions.Tests.Infra;

namespace HubFunctions.Tests.Architecture;

/// <summary>SECURITY.md names a test for each risk.</summary>
public sealed partial class SecurityTableTests
{
    [Fact]
    public void Every_test_that_the_table_names_is_there()
    {
        var there = typeof(SecurityTableTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
            .Select(method => method.Name).ToHashSet();
        var lines = Repository.Text("SECURITY.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).ToList();

        var rows = lines.Where(line => !line.EndsWith("| tests |", StringComparison.Ordinal)).ToList();

        Assert.Equal(18, rows.Count);
        Assert.All(rows, row => Assert.NotEmpty(Names().Matches(row)));
        Assert.Equal([], rows.SelectMany(row => Names().Matches(row)).Select(name => name.Groups["name"].Value).Except(there));
    }

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9]*_[A-Za-z0-9_]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Names();
}
