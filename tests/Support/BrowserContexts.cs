using Microsoft.Playwright;

namespace HubFunctions.Tests.Support;

/// <summary>Makes what a test has of the browser for itself, with patience for a machine that is busy with other tests.</summary>
public sealed class BrowserContexts(IBrowser browser)
{
    /// <summary>How long a page may take over a step, in milliseconds.</summary>
    internal const float Patience = 120_000;

    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions? options = null)
    {
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return context;
    }
}
