using System.Text.RegularExpressions;

namespace HubFunctions.Tests.Infra;

/// <summary>One alert on logs as deployed, and which lines of the hub's log it looks at.</summary>
internal sealed partial record AlertRule(string Name, string Query)
{
    public static async Task<IReadOnlyList<AlertRule>> AllAsync() =>
        [.. (await Deployment.OfAsync("test")).Made("Microsoft.Insights/scheduledQueryRules")
        .Select(r => new AlertRule(r.Value("properties.displayName")!.Replace("Hub: ", "", StringComparison.Ordinal),
            r.At("properties.criteria.allOf")![0]!["query"]!.ToString()))];

    public static async Task<AlertRule> OfAsync(string name) => (await AllAsync()).Single(rule => rule.Name == name);

    /// <summary>Timers that are waited for, by name.</summary>
    public IReadOnlyList<string> Timers =>
        [.. Waited().Matches(Query).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal)];

    /// <summary>The timers whose runs the query finds in a text.</summary>
    public IReadOnlyList<string> TimersIn(string text) =>
        [.. Regex.Matches(text, Extracted().Match(Query).Groups["pattern"].Value, RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(match => match.Groups[1].Value)];

    /// <summary>Whether the query keeps a line with this text.</summary>
    public bool Hears(string message)
    {
        var phrases = Phrase().Matches(Query).Select(match => match.Groups["text"].Value).ToList();
        return phrases.Count > 0 && phrases.TrueForAll(phrase => message.Contains(phrase, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex("contains '(?<text>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Phrase();

    [GeneratedRegex(@"extract\('(?<pattern>[^']+)', 1, Message\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Extracted();

    [GeneratedRegex(@"'(?<name>\w+)', \d+[hm]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Waited();
}
