using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Snapshots;

[Collection(nameof(PublishedSamples))]
public sealed class EmbedTests(PublishedSamples samples, BrowserFixture browser)
{
    private const string Line =
        """<script async src="{0}embed.js"></script><strategy-progress plan="kirklees" items="all" heading-level="3" style="display:block;height:20rem"><a href="{0}kirklees/index.html">Progress</a></strategy-progress>""";

    private const string Plain =
        """<script async src="{0}embed.js"></script><strategy-progress plan="kirklees" style="display:block;height:20rem"><a href="{0}kirklees/index.html">Progress</a></strategy-progress>""";

    [Fact]
    public async Task Weighs_what_was_promised()
    {
        var files = await samples.FilesAsync();
        Assert.InRange(EmbedWeights.Gzip(files["embed.js"].Content), 1, 5_000);
        Assert.InRange(EmbedWeights.Gzip(files["kirklees/fragment.html"].Content), 1, 15_000);
        Assert.DoesNotContain("<script", await samples.TextAsync("kirklees/fragment.html"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_view_asks_once_for_one_small_file_that_caches_may_keep()
    {
        var files = await samples.FilesAsync();
        Assert.InRange(files["kirklees/embed.json"].Content.Length, 1, 4_000);
        await using var hub = await BrowserSite.StartAsync(files);
        await using var host = await BrowserSite.StartAsync();
        host.Page("", Page(Plain.Replace("{0}", hub.Base.ToString(), StringComparison.Ordinal)));
        var page = await OpenAsync(host.Base);
        await ShownAsync(page);
        var shown = await page.Locator("strategy-progress").InnerTextAsync();
        Assert.Equal(["GET embed.js", "GET kirklees/embed.json"], hub.Asked.Distinct().Order());
        Assert.DoesNotContain("HEAD", string.Join(' ', hub.Asked), StringComparison.Ordinal);

        // A plan that an older version published has no such file.
        hub.Files.TryRemove("kirklees/embed.json", out _);
        var older = await OpenAsync(host.Base);
        await ShownAsync(older);
        Assert.Contains("GET kirklees/latest.json", hub.Asked);
        Assert.Equal(Counts(shown), Counts(await older.Locator("strategy-progress").InnerTextAsync()));

        static string Counts(string text) => string.Join('|', text.Split('\n').Take(8));
    }

    [Fact]
    public async Task Shows_the_host_s_own_link_again_when_a_plan_is_withdrawn()
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await BrowserSite.StartAsync();
        hub.Files["kirklees/embed.json"] = hub.Files["kirklees/embed.json"] with { CacheControl = "public, max-age=0" };
        host.Page("", Page(Plain.Replace("{0}", hub.Base.ToString(), StringComparison.Ordinal)));
        var page = await OpenAsync(host.Base);
        await ShownAsync(page);
        hub.Files.TryRemove("kirklees/embed.json", out _);
        hub.Files.TryRemove("kirklees/latest.json", out _);
        await page.ReloadAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('strategy-progress').shadowRoot?.querySelector('slot')");
        Assert.True(await page.GetByText("Progress", new() { Exact = true }).IsVisibleAsync());
    }

    [Theory]
    [InlineData(Plain)]
    [InlineData(Line)]
    public async Task Says_that_publication_is_on_hold_in_the_plan_s_language(string line)
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await BrowserSite.StartAsync();
        var small = JsonNode.Parse(hub.Files["kirklees/embed.json"].Content)!;
        Put();
        host.Page("", Page(line.Replace("{0}", hub.Base.ToString(), StringComparison.Ordinal)));
        var page = await OpenAsync(host.Base);
        await ShownAsync(page);
        Assert.Equal(0, await page.GetByText("on hold").CountAsync());

        // The snapshot stays the same, and so does its hash.
        (small["onHold"], small["plan"]!["language"]) = (true, "cy");
        Put();
        await page.ReloadAsync();
        await page.GetByText("Mae’r cyhoeddi wedi’i oedi").WaitForAsync();

        void Put() => hub.Files["kirklees/embed.json"] =
            new BrowserFile(Encoding.UTF8.GetBytes(small.ToJsonString()), "application/json", "public, max-age=0");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(12, 40)]
    [InlineData(300, 2_000)]
    public void The_small_file_stays_small_whatever_the_plan_says(int items, int words)
    {
        var content = Views.Plan(items);
        content = content with
        {
            Plan = content.Plan with { Title = new string('ŵ', 300) },
            Items = [.. content.Items.Select(i => i with { Title = new string('ŵ', 300), Summary = new string('ŵ', words) })],
        };
        var json = EmbedFile.Of(Views.Of(Chain.Append(content, null, Views.At)));
        Assert.InRange(json.Length, 1, EmbedFile.MaxSize);
        var file = CanonicalJson.Read<EmbedFile>(json);
        Assert.Equal(content.Deliverables!.Items, file.Deliverables.Items);
        Assert.InRange(file.Items.Count, 1, 10);
    }

    [Fact]
    public async Task Moves_nothing_on_the_host_page()
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await BrowserSite.StartAsync();
        host.Page("", Page(Line.Replace("{0}", hub.Base.ToString(), StringComparison.Ordinal)));
        var page = await OpenAsync(host.Base);
        await ShownAsync(page);
        Assert.Equal(0, await page.LayoutShiftAsync());
        Assert.Equal(320, (await page.Locator("strategy-progress").BoundingBoxAsync())!.Height);
    }

    [Fact]
    public async Task Holds_out_against_a_hostile_style_and_a_strict_policy_and_leaves_the_host_alone()
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await BrowserSite.StartAsync();
        host.Files["host.css"] = new("""
            strategy-progress{height:20rem}*{color:rgb(255,0,0)!important;background:rgb(255,0,0)!important;font-size:3px!important;text-transform:uppercase!important}
            strategy-progress{display:none!important;opacity:0!important}h3,li,a{display:none!important}
            """u8.ToArray(), "text/css", "no-store");
        var origin = hub.Base.ToString().TrimEnd('/');
        var line = Line.Replace("{0}", hub.Base.ToString(), StringComparison.Ordinal)
            .Replace(" style=\"display:block;height:20rem\"", "", StringComparison.Ordinal);
        host.Page(
            "",
            Page("<link rel=stylesheet href=host.css><p id=before>Text</p>" + line),
            $"default-src 'none'; style-src 'self'; script-src {origin}; connect-src {origin}; require-trusted-types-for "
                + $"'script'");
        var complaints = new List<string>();
        var page = await OpenAsync(host.Base, complaints);
        await ShownAsync(page);
        var heading = page.Locator("strategy-progress h3");
        Assert.True(await heading.IsVisibleAsync());
        Assert.Equal(
            "20.8px none rgb(11, 12, 12)",
            await heading.EvaluateAsync<string>(
                "e => (s => s.fontSize + ' ' + s.textTransform + ' ' + s.color)(getComputedStyle(e))"));
        Assert.Equal("3px", await page.Locator("#before").EvaluateAsync<string>("e => getComputedStyle(e).fontSize"));
        Assert.Equal([], complaints);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    public async Task Keeps_the_last_good_copy_when_the_network_fails(int failure)
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await BrowserSite.StartAsync();
        // Stale at once, so that the browser has to ask again.
        hub.Files["kirklees/latest.json"] = hub.Files["kirklees/latest.json"] with { CacheControl = "public, max-age=0" };
        host.Page("", Page(Line.Replace("{0}", hub.Base.ToString(), StringComparison.Ordinal)));
        var page = await OpenAsync(host.Base);
        await ShownAsync(page);
        await KeptAsync(page, hub);
        hub.Failing = failure;
        await page.ReloadAsync();
        await ShownAsync(page);
        Assert.Empty(await page.Context.CookiesAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>("() => localStorage.length + sessionStorage.length"));
    }

    [Fact]
    public async Task Shows_the_host_s_own_link_when_there_is_nothing_to_show()
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await BrowserSite.StartAsync();
        host.Page("", PageOf("nowhere", hub));
        var page = await OpenAsync(host.Base);
        await page.WaitForFunctionAsync("() => document.querySelector('strategy-progress').shadowRoot");
        Assert.True(await page.GetByText("Progress").IsVisibleAsync());
    }

    [Fact]
    public async Task Finds_a_plan_whose_name_was_typed_with_a_capital_and_a_space()
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await BrowserSite.StartAsync();
        host.Page("", PageOf(" Kirklees ", hub));
        await ShownAsync(await OpenAsync(host.Base));
    }

    [Fact]
    public async Task Follows_its_attributes_and_the_keyboard()
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await BrowserSite.StartAsync();
        host.Page("", Page(Line.Replace("{0}", hub.Base.ToString(), StringComparison.Ordinal)));
        var page = await OpenAsync(host.Base);
        await ShownAsync(page);
        var element = page.Locator("strategy-progress");
        await element.EvaluateAsync(
            "e => { e.setAttribute('heading-level', '5'); e.setAttribute('items', '3.2, 6.2'); e.setAttribute('lang', 'cy'); "
                + "e.setAttribute('theme', 'dark'); }");
        Assert.Equal(1, await element.Locator("h5").CountAsync());
        Assert.Equal(2, await element.Locator(".items li").CountAsync());
        Assert.Contains("Wedi’i gwblhau", await element.Locator(".items").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(
            "rgb(15, 19, 22)",
            await element.Locator(".root").EvaluateAsync<string>("e => getComputedStyle(e).backgroundColor"));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("A", await element.EvaluateAsync<string>("e => e.shadowRoot.activeElement.tagName"));
        Assert.Empty(await page.AxeAsync());
    }

    [Fact]
    public async Task A_frame_takes_the_height_of_its_page_where_it_is_asked_to()
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await BrowserSite.StartAsync();
        host.Page(
            "",
            Page(
                $"<script async src=\"{hub.Base}embed.js\"></script><iframe data-auto-height title=\"Progress\" "
                    + $"src=\"{hub.Base}kirklees/index.html\" style=\"width:100%;height:100px;border:0\"></iframe>"));
        var page = await OpenAsync(host.Base);
        await page.WaitForFunctionAsync("() => document.querySelector('iframe').offsetHeight > 2000");
        var inner = page.Frames[^1];
        Assert.False(await inner.EvaluateAsync<bool>("() => document.documentElement.scrollHeight > innerHeight"));
    }

    [Fact]
    public async Task The_fragment_stands_in_a_page_that_allows_no_style_of_its_own_and_no_script()
    {
        await using var host = await BrowserSite.StartAsync();
        const string Css =
            "*{font-size:30px!important;border-width:9px!important;width:auto;"
            + "color:rgb(0,0,0)!important;background:rgb(255,255,255)!important}";
        host.Files["host.css"] = new(Encoding.UTF8.GetBytes(Css), "text/css", "no-store");
        host.Page(
            "",
            Page("<link rel=stylesheet href=host.css><p id=before>Text</p>" + await samples.TextAsync("kirklees/fragment.html")),
            "default-src 'none'; style-src 'self'");
        var page = await OpenAsync(host.Base);
        await page.SetViewportSizeAsync(320, 900);
        Assert.True(await page.GetByText("Build 100 affordable").First.IsVisibleAsync());
        Assert.Equal("30px", await page.Locator("#before").EvaluateAsync<string>("e => getComputedStyle(e).fontSize"));
        Assert.Empty(await page.AxeAsync());
    }

    [Fact]
    public async Task The_chooser_gives_lines_that_work_as_pasted()
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var host = await BrowserSite.StartAsync();
        var chooser = await OpenAsync(new Uri(hub.Base, "embed.html?plan=wakefield"));
        await chooser.WaitForFunctionAsync("() => document.getElementById('line').value");
        var line = await chooser.Locator("#line").InputValueAsync();
        host.Page("", Page(line));
        var page = await OpenAsync(host.Base);
        await ShownAsync(page);
        Assert.Equal(0, await page.LayoutShiftAsync());
        Assert.Contains(
            "Health and Wellbeing Strategy",
            await page.Locator("strategy-progress h2").InnerTextAsync(),
            StringComparison.Ordinal);
        Assert.Contains(
            new Uri(await chooser.Locator("#fragment").InputValueAsync()).AbsolutePath.TrimStart('/'),
            hub.Files.Keys);
    }

    private static string PageOf(string plan, BrowserSite hub) =>
        Page(
            Line.Replace("{0}", hub.Base.ToString(), StringComparison.Ordinal)
                .Replace("plan=\"kirklees\"", $"plan=\"{plan}\"", StringComparison.Ordinal));

    private static string Page(string body) =>
        $"<!DOCTYPE html><html lang=en><head><meta "
            + $"charset=utf-8><title>Host</title></head><body><main><h1>Host</h1>{body}<p>After</p></main></body></html>";

    /// <summary>Chromium fills its cache behind the page's back: a network that fails before that leaves nothing to
    /// keep.</summary>
    private static Task KeptAsync(IPage page, BrowserSite hub) => Eventually.TrueAsync(async () =>
    {
        var before = hub.Requests;
        var files = new[] { "embed.js", "kirklees/latest.json" }.Select(file => new Uri(hub.Base, file).ToString()).ToArray();
        await page.EvaluateAsync(
            "files => Promise.all(files.map(file => fetch(file, { cache: 'force-cache', credentials: 'omit' }).then(answer => "
                + "answer.arrayBuffer())))",
            files);
        return hub.Requests == before;
    });

    private static Task ShownAsync(IPage page) =>
        page.WaitForFunctionAsync("() => document.querySelector('strategy-progress')?.shadowRoot?.querySelector('.items li')");

    private async Task<IPage> OpenAsync(Uri address, List<string>? complaints = null)
    {
        var context = await (await browser.StartAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints?.Add(message.Text); };
        page.PageError += (_, error) => complaints?.Add(error);
        await page.GotoAsync(address.ToString());
        return page;
    }
}
