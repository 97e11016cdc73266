using HubFunctions.Tests.Support;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Snapshots;

/// <summary>The element where content systems put it: as a module, bundled, copied, printed, on a phone; and never an empty
/// box.</summary>
[Collection(nameof(PublishedSamples))]
public sealed class EmbedAnywhereTests(PublishedSamples samples, BrowserFixture browser)
{
    private const string Link = """<a href="{0}kirklees/index.html">The plan</a>""";

    [Theory]
    [InlineData("""<script type="module" src="{0}embed.js"></script><strategy-progress plan="kirklees"></strategy-progress>""")]
    [InlineData(
        """<strategy-progress plan="kirklees"></strategy-progress><script type="module">import "{0}embed.js";</script><script data-base="{0}"></script>""")]
    [InlineData(
        """<script src="media/bundle.js"></script><strategy-progress plan="kirklees" data-base="{0}"></strategy-progress>""")]
    [InlineData(
        """<script src="media/bundle.js" data-base="{0}" defer></script><strategy-progress plan="kirklees"></strategy-progress>""")]
    [InlineData(
        """<script src="media/embed.js"></script><strategy-progress plan="kirklees" data-base="{0}"></strategy-progress>""")]
    [InlineData("""<script src="media/bundle.js"></script><strategy-progress plan="kirklees">""" + Link + "</strategy-progress>")]
    [InlineData(
        """<script src="media/bundle.js" type="module"></script><strategy-progress plan="kirklees">"""
            + Link
            + "</strategy-progress>")]
    public async Task Works_as_a_module_bundled_with_other_scripts_and_copied(string line)
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await HostAsync(hub, line);

        var page = await OpenAsync(host.Base);

        await ShownAsync(page);
        Assert.Equal($"{hub.Base}kirklees/index.html",
            await page.Locator("strategy-progress a").First.EvaluateAsync<string>("a => a.href"));
    }

    [Theory]
    [InlineData("nowhere", "No plan is published under this name.", "See all published plans", "index.html")]
    [InlineData("Not an id", "No plan is published under this name.", "See all published plans", "index.html")]
    [InlineData("", "No plan is published under this name.", "See all published plans", "index.html")]
    public async Task A_wrong_plan_shows_a_sentence_and_a_link(string plan, string sentence, string link, string leads)
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await HostAsync(
            hub, $"""<script async src="{hub.Base}embed.js"></script><strategy-progress plan="{plan}"></strategy-progress>""");

        var page = await OpenAsync(host.Base);

        await page.GetByText(sentence).WaitForAsync();
        Assert.Equal(new Uri(hub.Base, leads).ToString(), await page.GetByText(link).EvaluateAsync<string>("a => a.href"));
        Assert.Empty(await page.AxeAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(200)]
    public async Task A_store_that_cannot_be_reached_shows_a_sentence_and_a_link(int failing)
    {
        var files = await samples.FilesAsync();
        await using var hub = await BrowserSite.StartAsync();
        hub.Failing = failing;
        await using var host = await BrowserSite.StartAsync();
        host.Files["embed.js"] = files["embed.js"];
        host.Page(
            "",
            Page(
                $"""<script src="embed.js"></script><strategy-progress plan="kirklees" lang="cy" data-base="{hub.Base}"></strategy-progress>"""));

        var page = await OpenAsync(host.Base);

        await page.GetByText("Ni ellir dangos hwn ar hyn o bryd.").WaitForAsync();
        Assert.Equal($"{hub.Base}kirklees/index.html",
            await page.GetByText("Agor tudalen y cynllun").EvaluateAsync<string>("a => a.href"));
    }

    [Fact]
    public async Task Without_any_address_it_says_so_and_keeps_the_pages_own_words()
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await HostAsync(
            hub,
            """<script src="media/bundle.js"></script><strategy-progress plan="kirklees"><a href="/plans">Our plans</a></strategy-progress>""");

        var page = await OpenAsync(host.Base);

        await page.GetByText("the page does not say where the plan is published").WaitForAsync();
        Assert.True(await page.GetByText("Our plans").IsVisibleAsync());
    }

    [Fact]
    public async Task A_plan_that_is_put_in_later_takes_the_place_of_the_sentence()
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await HostAsync(
            hub, """<script async src="{0}embed.js"></script><strategy-progress plan="nowhere"></strategy-progress>""");
        var page = await OpenAsync(host.Base);
        await page.GetByText("No plan is published under this name.").WaitForAsync();

        await page.Locator("strategy-progress").EvaluateAsync("e => e.setAttribute('plan', 'kirklees')");
        await ShownAsync(page);
        await page.Locator("strategy-progress").EvaluateAsync("e => e.setAttribute('plan', 'elsewhere')");

        await page.GetByText("No plan is published under this name.").WaitForAsync();
    }

    [Fact]
    public async Task Prints_whole()
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await HostAsync(
            hub,
            """<script async src="{0}embed.js"></script><strategy-progress plan="kirklees" items="all" style="display:block;height:20rem"></strategy-progress>""");
        var page = await OpenAsync(host.Base);
        await ShownAsync(page);

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        var heights = await page.Locator("strategy-progress .root").EvaluateAsync<int[]>(
            "r => [r.scrollHeight, r.clientHeight, r.getRootNode().host.offsetHeight]");
        Assert.True(heights[0] > 1_000 && heights[0] == heights[1] && heights[2] >= heights[0], string.Join(' ', heights));
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    public async Task On_a_phone_the_link_to_the_whole_page_is_in_view(int width)
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await HostAsync(
            hub,
            """<script async src="{0}embed.js"></script><strategy-progress plan="wakefield" style="display:block;height:32rem"></strategy-progress>""");
        var page = await OpenAsync(host.Base);
        await page.SetViewportSizeAsync(width, 640);
        await ShownAsync(page);

        var link = (await page.GetByText("See the full progress page").BoundingBoxAsync())!;

        Assert.InRange(link.Y + link.Height, 0, 640);
        Assert.False(await page.ScrollsSidewaysAsync());
    }

    internal static string Page(string body) =>
        $"<!DOCTYPE html><html lang=en><head><meta "
            + $"charset=utf-8><title>Host</title></head><body><main><h1>Host</h1>{body}</main></body></html>";

    internal static Task ShownAsync(IPage page) =>
        page.WaitForFunctionAsync("() => document.querySelector('strategy-progress')?.shadowRoot?.querySelector('.items li')");

    /// <summary>A site that has the script among its own files, as it came and in a bundle.</summary>
    private async Task<BrowserSite> HostAsync(BrowserSite hub, string line)
    {
        var script = (await samples.FilesAsync())["embed.js"];
        var host = await BrowserSite.StartAsync();
        host.Files["media/embed.js"] = script;
        host.Files["media/bundle.js"] = script with { Content = [.. "console.log('theirs');"u8, .. script.Content] };
        host.Page("", Page(line.Replace("{0}", hub.Base.ToString(), StringComparison.Ordinal)));
        return host;
    }

    private async Task<IPage> OpenAsync(Uri address)
    {
        var page = await (await (await browser.StartAsync()).NewContextAsync()).NewPageAsync();
        await page.GotoAsync(address.ToString());
        return page;
    }
}
