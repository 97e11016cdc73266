using System.Text.RegularExpressions;
using HubFunctions.Plans;
using HubFunctions.Tests.Infra;
using NetArchTest.Rules;

namespace HubFunctions.Tests.Architecture;

/// <summary>A change whose marker has no hint is public only after the hourly sweep.</summary>
public sealed class ChangeMarkerTests
{
    [Fact]
    public void One_place_writes_change_markers_and_fences()
    {
        Assert.Equal([nameof(TableChangeMarkers)], FilesThatSay(@"RowKeys\.ChangeMarker\("));
        Assert.Equal([nameof(TableChangeMarkers)], FilesThatSay(@"\[""Fence""\] = RowKeys"));
        Assert.Equal([nameof(TableChangeMarkers), nameof(TablePublicationChain)], FilesThatSay(@"RowKeys\.(Erased|ChainEnd)"));
        Assert.Equal([nameof(PlanRetention)], FilesThatSay(@"""pub[|!]"));
    }

    [Fact]
    public void Items_and_headers_are_written_by_what_goes_through_that_place()
    {
        var through = Types
            .InAssembly(typeof(TableChangeMarkers).Assembly)
            .That()
            .HaveDependencyOnAny(typeof(TableChangeMarkers).FullName)
            .GetTypes()
            .Where(t => t.DeclaringType is null)
            .Select(t => t.Name)
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                nameof(PlanRegistration),
                nameof(PlanRestore),
                "RestoreRows",
                nameof(TableChangeMarkers),
                nameof(TablePlanStore),
                nameof(TablePublicationChain),
                nameof(TableRestoreLeftovers),
            ],
            through);
    }

    private static string[] FilesThatSay(string pattern) =>
        [
            .. Directory
                .EnumerateFiles(Repository.Full("functions"), "*.cs", SearchOption.AllDirectories)
                .Where(file =>
                    !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .Where(file =>
                    Path.GetFileName(file) != "RowKeys.cs"
                    && Regex.IsMatch(File.ReadAllText(file), pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal),
        ];
}
