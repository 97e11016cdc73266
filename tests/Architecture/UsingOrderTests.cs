using System.Text.RegularExpressions;

namespace HubFunctions.Tests.Architecture;

/// <summary>What the whitespace check of the format step does not look at; the whole check takes four times as long.</summary>
public sealed partial class UsingOrderTests
{
    [Fact]
    public void Usings_are_sorted_with_those_of_System_first()
    {
        var unsorted = SourceFiles.All().Where(file => !IsSorted(File.ReadLines(file)));
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

    [GeneratedRegex(@"^using (?<name>[\w.]+);$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^System(\.|$)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex SystemName();
}
