using System.Text.RegularExpressions;
using HubFunctions.Tests.Infra;

namespace HubFunctions.Tests.Architecture;

/// <summary>The C# that people write, of the hub and of its tests.</summary>
internal static partial class SourceFiles
{
    public static IEnumerable<string> All() => new[] { "functions", "tests" }
        .SelectMany(folder => Directory.EnumerateFiles(Repository.Full(folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !Generated().IsMatch(file));

    [GeneratedRegex(@"[/\\](obj|bin|node_modules|\.local)[/\\]", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Generated();
}
