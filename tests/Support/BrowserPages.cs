using System.Text.Json;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Support;

/// <summary>What tests ask of a page in the browser.</summary>
internal static class BrowserPages
{
    private const string Run = """
        async () => (await axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } }))
          .violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | '))
        """;

    /// <summary>What axe-core finds against WCAG 2.2 AA.</summary>
    public static async Task<string[]> AxeAsync(this IPage page)
    {
        await NodeTools.RestoreAsync(TestContext.Current.CancellationToken);
        // Evaluated by the debugger's own channel, so that a strict policy of the page cannot keep it out.
        await page.EvaluateAsync(await File.ReadAllTextAsync(
            Path.Combine(NodeTools.TestsFolder, "node_modules", "axe-core", "axe.min.js"), TestContext.Current.CancellationToken));
        return await page.EvaluateAsync<string[]>(Run);
    }

    /// <summary>The sum of layout shifts since the page was opened.</summary>
    public static Task<double> LayoutShiftAsync(this IPage page) => page.EvaluateAsync<double>("""
        () => new Promise(done => {
          let sum = 0;
          new PerformanceObserver(list => { for (const shift of list.getEntries()) sum += shift.value; }).observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
        })
        """);

    public static Task<bool> ScrollsSidewaysAsync(this IPage page) =>
        page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth");

    /// <summary>Runs a script of tests/ that reads JSON and answers JSON.</summary>
    public static async Task<JsonElement> CheckAsync(string script, object input)
    {
        using var answer = JsonDocument.Parse(await NodeTools.RunAsync(script, [], JsonSerializer.Serialize(input), TestContext.Current.CancellationToken));
        return answer.RootElement.Clone();
    }
}
