using System.Runtime.CompilerServices;

namespace HubFunctions.Tests.Timescales;

/// <summary>A tab-separated file beside the tests, its cells by column name.</summary>
internal static class Table
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string name, [CallerFilePath] string here = "")
    {
        var lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, name));
        var heads = lines[0].Split('\t');
        return
        [
            .. lines.Skip(1).Where(static line => line.Length > 0).Select(line => heads.Zip(line.Split('\t')
                .Concat(Enumerable.Repeat("", heads.Length))).ToDictionary(static p => p.First, static p => p.Second,
                    StringComparer.Ordinal)),
        ];
    }
}
