using System.Reflection;
using System.Text.RegularExpressions;
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
        var lines = Repository.Text("SECURITY.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).ToList();

        var rows = lines.Where(line => !line.EndsWith("| tests |", StringComparison.Ordinal)).ToList();

        Assert.Equal(10 + 58 + 4, rows.Count);
        Assert.All(rows, row => Assert.True(Names().IsMatch(row) || Reason().IsMatch(row), $"{row} names neither a test nor a reason."));
        Assert.Equal([], rows.SelectMany(row => Names().Matches(row)).Select(name => name.Groups["name"].Value).Except(there));
    }

    [GeneratedRegex(@"\| (does not apply|open): ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reason();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9]*_[A-Za-z0-9_]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Names();
}
