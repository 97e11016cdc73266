using System.Text.Json;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Support;

/// <summary>What tests ask of a page in the browser.</summary>
internal static class BrowserPages
{
    private const string Run = """
        async () => (await axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }, resultTypes: ['violations'] }))
          .violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | '))
        """;

    /// <summary>What axe-core finds against WCAG 2.2 AA.</summary>
    public static async Task<string[]> AxeAsync(this IPage page)
    {
        await NodeTools.RestoreAsync(TestContext.Current.CancellationToken);
        // Evaluated by the debugger's own channel, so that a strict policy of the page cannot keep it out.
        if (await page.EvaluateAsync<bool>("() => typeof axe === 'undefined'"))
        {
            await page.EvaluateAsync(
                await File.ReadAllTextAsync(
                    Path.Combine(NodeTools.TestsFolder, "node_modules", "axe-core", "axe.min.js"),
                    TestContext.Current.CancellationToken));
        }

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

    /// <summary>Wide and at 320 pixels: WCAG 2.2 AA by axe, and nothing that scrolls sideways. Leaves the page wide.</summary>
    /// <param name="name">Of the screenshots.</param>
    public static async Task FitsAndIsAccessibleAsync(this IPage page, string name)
    {
        await page.ShootAsync($"{name}-wide");
        await page.SetViewportSizeAsync(320, 800);
        Assert.Empty(await page.AxeAsync());
        Assert.False(await page.ScrollsSidewaysAsync(), $"{name} scrolls sideways");
        await page.ShootAsync($"{name}-narrow");
        await page.SetViewportSizeAsync(1280, 900);
    }

    /// <summary>For whoever wants to look: <c>HUB_SCREENSHOTS</c> names a folder.</summary>
    public static async Task ShootAsync(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("HUB_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    /// <summary>Runs a script of tests/ that reads JSON and answers JSON.</summary>
    public static async Task<JsonElement> CheckAsync(string script, object input)
    {
        using var answer = JsonDocument.Parse(
            await NodeTools.RunAsync(script, [], JsonSerializer.Serialize(input), TestContext.Current.CancellationToken));
        return answer.RootElement.Clone();
    }
}
