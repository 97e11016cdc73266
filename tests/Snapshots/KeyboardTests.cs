using HubFunctions.Tests.Support;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Snapshots;

[Collection(nameof(PublishedSamples))]
public sealed class KeyboardTests(PublishedSamples samples, BrowserFixture browser)
{
    /// <summary>Every control with its text, in the order of the page.</summary>
    private const string Controls = """
        () => [...document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex="0"]')]
          .filter(e => e.checkVisibility() && !e.disabled).map((e, i) => (e.dataset.order = i, e.dataset.order))
        """;

    /// <summary>The control that has the focus, if its own look tells so.</summary>
    private const string Focused = """
        () => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
          const seen = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && r.bottom > 0 && r.top < innerHeight;
          return e.dataset.order === undefined ? e.tagName : seen ? e.dataset.order : 'not to be seen: ' + e.outerHTML.slice(0, 200); }
        """;

    [Theory]
    [InlineData("kirklees/index.html")]
    [InlineData("kirklees/list.html")]
    [InlineData("kirklees/items/3.2.html")]
    [InlineData("kirklees/changes/latest.html")]
    [InlineData("embed.html?plan=kirklees")]
    [InlineData("verify.html")]
    public async Task Tab_reaches_every_control_in_order_shows_where_it_is_and_leads_out_again(string address)
    {
        await using var site = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var context = await (await browser.StartAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Base, address).ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
        // What is in a frame has an order of its own.
        await page.EvaluateAsync("() => document.querySelectorAll('iframe, strategy-progress').forEach(e => e.remove())");
        var expected = await page.EvaluateAsync<string[]>(Controls);
        Assert.NotEmpty(expected);
        var reached = new List<string>();
        for (var tab = 0; tab < expected.Length; tab++)
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(await page.EvaluateAsync<string>(Focused));
        }

        Assert.Equal(expected, reached);
        await page.Keyboard.PressAsync("Tab");
        Assert.DoesNotContain(await page.EvaluateAsync<string>(Focused), expected[1..]);
    }

    [Fact]
    public async Task The_chain_is_checked_by_keyboard_alone()
    {
        await using var site = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var context = await (await browser.StartAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{site.Base}verify.html", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.getElementById('result').textContent.startsWith('✔ All ')");
        Assert.Equal(PublishedSamples.Plans[1], await page.Locator("#plan").InputValueAsync());
    }
}
