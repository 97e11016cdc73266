using System.Text.RegularExpressions;
using HubFunctions.Tests.Infra;

namespace HubFunctions.Tests.Docs;

/// <summary>A page for people, as tests read it.</summary>
/// <param name="Path">Within the repository.</param>
internal sealed partial record DocPage(string Path, string Text)
{
    public static DocPage Readme => Read("README.md");

    public static IReadOnlyList<DocPage> All { get; } =
    [
        .. new[] { "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md" }
            .Concat(Directory.EnumerateFiles(Repository.Full("docs"), "*.md").Select(InDocs))
            .Select(Read),
    ];

    /// <summary>Anchors as GitHub makes them of headings.</summary>
    public IReadOnlySet<string> Anchors => Heading().Matches(Text)
        .Select(h => Unlinkable().Replace(h.Groups["title"].Value.ToLowerInvariant(), "").Replace(' ', '-')).ToHashSet();

    public static DocPage Read(string path) => new(path, Repository.Text(path));

    /// <summary>What stands under a heading, up to the next one of its level.</summary>
    public DocPage Section(string heading)
    {
        var start = Text.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{Path} has no section {heading}.");
        var end = Text.IndexOf("\n## ", start, StringComparison.Ordinal);
        return this with { Text = end < 0 ? Text[start..] : Text[start..end] };
    }

    /// <summary>Fenced code in one language, as printed.</summary>
    public IReadOnlyList<string> Blocks(string language) =>
        [.. Block().Matches(Text).Where(b => b.Groups["language"].Value == language).Select(b => b.Groups["code"].Value)];

    /// <summary>The first two cells of each row of the table under the given heads.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Table(string heads)
    {
        var start = Text.IndexOf(heads, StringComparison.Ordinal);
        Assert.True(start >= 0, $"{Path} has no table {heads}.");
        return [.. Text[start..].Split('\n').Skip(2).TakeWhile(l => l.StartsWith('|')).Select(Cells)];
    }

    /// <summary>Code within a line.</summary>
    public IEnumerable<string> Inline() => Span().Matches(Block().Replace(Text, "")).Select(s => s.Groups["code"].Value);

    public IEnumerable<string> Links() => Link().Matches(Block().Replace(Text, "")).Select(l => l.Groups["to"].Value);

    private static string InDocs(string file) => $"docs/{System.IO.Path.GetFileName(file)}";

    private static IReadOnlyList<string> Cells(string row) => [.. row.Trim('|').Split('|').Select(c => c.Trim())];

    [GeneratedRegex(@"(?ms)^```(?<language>\w+)\n(?<code>.*?)^```$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();

    [GeneratedRegex("`(?<code>[^`\n]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Span();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("[^a-z0-9 _-]", RegexOptions.None, 1000)]
    private static partial Regex Unlinkable();
}
