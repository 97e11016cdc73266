using System.Text.RegularExpressions;
using HubFunctions.Hosting;

namespace HubFunctions.Tests.Infra;

/// <summary>An alert that waits for words which the hub no longer writes is silent for ever.</summary>
public sealed partial class AlertWordTests
{
    private static string Queries => string.Join('\n', InfraTree.File("infra/modules/alerts.bicep")["vars"]!["rules"]!.AsArray().Select(rule => rule!["query"]!.GetValue<string>()));

    [Fact]
    public void Listens_for_words_that_the_hub_writes()
    {
        var written = Directory.EnumerateFiles(Path.Combine(InfraTree.Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Template().Matches(File.ReadAllText(file))).Select(match => match.Groups["text"].Value).ToList();
        var heard = Phrase().Matches(Queries).Select(match => match.Groups["text"].Value).ToList();
        Assert.Equal(2, heard.Count);
        Assert.All(heard, phrase => Assert.Contains(written, template => template.Contains(phrase, StringComparison.Ordinal)));
        Assert.Contains(written, template => template.StartsWith("Timer {Timer} ran in ", StringComparison.Ordinal));
    }

    [Fact]
    public void Waits_for_the_timers_that_the_hub_has()
    {
        var timers = FunctionMethods.Timers.Select(timer => timer.Name).Order(StringComparer.Ordinal);
        Assert.Equal(timers, Waited().Matches(Queries).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"LoggerMessage\([^""]*""(?<text>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Template();

    [GeneratedRegex("contains '(?<text>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Phrase();

    [GeneratedRegex(@"'(?<name>\w+)', \d+[hm]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Waited();
}
