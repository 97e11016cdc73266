using System.Text.RegularExpressions;
using HubFunctions.Tests.Infra;

namespace HubFunctions.Tests.Architecture;

/// <summary>What the whitespace check of the format step does not look at; the whole check takes four times as long.</summary>
public sealed partial class UsingOrderTests
{
    [Fact]
    public void Usings_are_sorted_with_those_of_System_first()
    {
        var unsorted = new[] { "functions", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.Full(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !Generated().IsMatch(file))
            .Where(file => !IsSorted(File.ReadLines(file)));
        Assert.Empty(unsorted);
    }

    [Theory]
    [InlineData(true, "using System;", "using System.Text;", "using Azure;", "using Xunit;")]
    [InlineData(true, "using Azure.Data;", "using AzureX;", "using static System.Math;")]
    [InlineData(false, "using Azure;", "using System;")]
    [InlineData(false, "using Microsoft.Playwright;", "using HubFunctions;")]
    public void Order_is_told_from_disorder(bool sorted, params string[] lines) =>
        Assert.Equal(sorted, IsSorted([.. lines, "namespace X;", "using var a = b;"]));

    private static bool IsSorted(IEnumerable<string> lines)
    {
        var names = lines.TakeWhile(l => !l.StartsWith("namespace ", StringComparison.Ordinal))
            .Select(l => Plain().Match(l)).Where(m => m.Success).Select(m => m.Groups["name"].Value).ToList();
        return names.SequenceEqual(names.OrderBy(n => !SystemName().IsMatch(n)).ThenBy(n => n, StringComparer.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"[/\\](obj|bin|node_modules|\.local)[/\\]", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Generated();

    [GeneratedRegex(@"^using (?<name>[\w.]+);$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^System(\.|$)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex SystemName();
}
