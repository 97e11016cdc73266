using System.Net;
using System.Text.RegularExpressions;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Snapshots;

/// <summary>The recipes of docs/ as they are printed, the chooser's lines, and the call that content systems make.</summary>
[Collection(nameof(PublishedSamples))]
public sealed partial class EmbedRecipeTests(PublishedSamples samples, BrowserFixture browser, AzuriteFixture azurite)
{
    private static readonly string Docs = Path.Combine(NodeTools.TestsFolder, "..", "docs");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("embed-wordpress.md", 3)]
    [InlineData("embed-drupal.md", 2)]
    [InlineData("embed-umbraco.md", 2)]
    public async Task Every_line_of_a_recipe_shows_the_plan(string recipe, int expected)
    {
        var files = await samples.FilesAsync();
        await using var hub = await BrowserSite.StartAsync(files);
        var lines = Lines(await File.ReadAllTextAsync(Path.Combine(Docs, recipe), Stop)).ToList();
        Assert.Equal(expected, lines.Count);
        foreach (var line in lines)
        {
            await using var host = await BrowserSite.StartAsync();
            host.Files["copy.js"] = files["embed.js"];
            // Where a recipe shows the element alone, the site brings the script under a name of its own.
            var own = line.Contains("<script", StringComparison.Ordinal) ? "" : "<script src=\"copy.js\"></script>";
            host.Page("", EmbedAnywhereTests.Page(own + line.Replace("BASE", hub.Base.ToString(), StringComparison.Ordinal)));
            var page = await OpenAsync(host.Base);
            if (line.Contains("<iframe", StringComparison.Ordinal))
                await FramedAsync(page, 640);
            else
                await EmbedAnywhereTests.ShownAsync(page);
        }
    }

    [Fact]
    public async Task The_chooser_gives_a_frame_with_sizes_and_an_element_that_needs_no_script_of_ours()
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        var chooser = await OpenAsync(new Uri(hub.Base, "embed.html?plan=wakefield"));
        await chooser.WaitForFunctionAsync("() => document.getElementById('line').value");

        var frame = await chooser.Locator("#frameline").InputValueAsync();
        Assert.Contains(" width=\"100%\" height=\"640\" ", frame, StringComparison.Ordinal);
        Assert.Contains($" data-base=\"{hub.Base}\"", await chooser.Locator("#baseline").InputValueAsync(),
            StringComparison.Ordinal);

        // As a content system leaves it that takes styles out.
        await using var host = await BrowserSite.StartAsync();
        host.Page("", EmbedAnywhereTests.Page(Style().Replace(frame, "")));
        await FramedAsync(await OpenAsync(host.Base), 640);
    }

    [Fact]
    public async Task Without_script_the_chooser_says_what_to_do()
    {
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var context = await (await browser.StartAsync())
            .NewContextAsync(new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 320, Height = 700 } });
        var page = await context.NewPageAsync();

        await page.GotoAsync(new Uri(hub.Base, "embed.html").ToString());

        Assert.True(await page.GetByText("You can write the line yourself").IsVisibleAsync());
        Assert.Equal(0, await page.Locator("select:visible, textarea:visible, button:visible").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "list of plans" }).ClickAsync();
        Assert.EndsWith("/index.html", page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kirklees/index.html", "", 640)]
    [InlineData("kirklees", "&maxwidth=400&format=json", 400)]
    [InlineData("kirklees/?utm_source=mail#late", "&maxwidth=4000&maxheight=500", 640)]
    public async Task A_published_page_becomes_a_frame_that_shows_it(string path, string more, int width)
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.EnterSampleAsync("kirklees");
        await app.PublishAsync("kirklees");
        var url = app.Get<SnapshotAddress>().Base.AbsoluteUri + path;

        var answer = await app.Anyone.GetJsonAsync($"/api/oembed?url={Uri.EscapeDataString(url)}{more}");

        Assert.Equal(("rich", "1.0", width), (answer.Text("type"), answer.Text("version"), answer["width"]!.GetValue<int>()));
        Assert.Contains("Kirklees", answer.Text("title") + answer.Text("author_name"), StringComparison.Ordinal);
        await using var host = await BrowserSite.StartAsync();
        // The files lie where a browser of the tests reaches them.
        await using var hub = await BrowserSite.StartAsync(await samples.FilesAsync());
        var html = answer.Text("html").Replace(
            app.Get<SnapshotAddress>().Base.AbsoluteUri, hub.Base.AbsoluteUri, StringComparison.Ordinal);
        host.Page("", EmbedAnywhereTests.Page(html));
        await FramedAsync(await OpenAsync(host.Base), answer["height"]!.GetValue<int>(), width);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("?url=", HttpStatusCode.BadRequest)]
    [InlineData("?url={0}plan%2Findex.html&maxwidth=0", HttpStatusCode.BadRequest)]
    [InlineData("?url={0}plan%2Findex.html&maxheight=tall", HttpStatusCode.BadRequest)]
    [InlineData("?url={0}plan%2Findex.html&format=xml", HttpStatusCode.NotImplemented)]
    [InlineData("?url={0}nowhere%2Findex.html", HttpStatusCode.NotFound)]
    [InlineData("?url={0}plan%2Flatest.json", HttpStatusCode.NotFound)]
    [InlineData("?url={0}plan%2Fnothing.html", HttpStatusCode.NotFound)]
    [InlineData("?url={0}plan%2F..%2F..%2Fadmin%2Findex.html", HttpStatusCode.NotFound)]
    [InlineData("?url=https%3A%2F%2Fexample.org%2Fplan%2Findex.html", HttpStatusCode.NotFound)]
    [InlineData("?url=javascript%3Aalert(1)", HttpStatusCode.NotFound)]
    [InlineData("?url=plan", HttpStatusCode.NotFound)]
    [InlineData("?url={0}plan%2Findex.html", HttpStatusCode.OK)]
    [InlineData("?url={0}plan%2Fchanges%2Flatest.html", HttpStatusCode.OK)]
    public async Task Anything_else_is_answered_as_the_specification_says(string query, HttpStatusCode expected)
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.PutAsync("plan", items: 2);
        await app.PublishAsync("plan");

        using var answer = await app.Anyone.GetAsync("/api/oembed" + query
            .Replace("{0}", Uri.EscapeDataString(app.Get<SnapshotAddress>().Base.AbsoluteUri), StringComparison.Ordinal), Stop);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK
            ? "application/json" : "application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("https://account.z33.web.core.windows.net/town/index.html", "https://account.z33.web.core.windows.net/")]
    [InlineData("https://account.blob.core.windows.net/$web/town", "https://account.blob.core.windows.net/$web/")]
    [InlineData("https://hub.example.gov.uk/dev/snapshots/town/", "https://hub.example.gov.uk/dev/snapshots/")]
    [InlineData("https://another.z33.web.core.windows.net/town/index.html", null)]
    [InlineData("https://account.z33.web.core.windows.net.example.org/town/", null)]
    [InlineData("https://user@account.blob.core.windows.net/$web/town", null)]
    public void A_page_is_known_by_each_address_that_its_readers_have(string url, string? root)
    {
        var pages = new PublicPages(
            new SnapshotAddress(new("https://account.blob.core.windows.net/$web/"), new("https://hub.example.gov.uk/")));
        Assert.Equal(root, pages.Find(url)?.Root.AbsoluteUri);
    }

    /// <summary>The blocks of HTML that are to be pasted.</summary>
    private static IEnumerable<string> Lines(string recipe) =>
        Block().Matches(recipe).Select(m => m.Groups["html"].Value)
            .Where(html => html.Contains("BASE", StringComparison.Ordinal));

    private static async Task FramedAsync(IPage page, int height, int? width = null)
    {
        var box = (await page.Locator("iframe").BoundingBoxAsync())!;
        Assert.InRange(box.Height, height, height + 4);
        if (width is { } pixels)
            Assert.InRange(box.Width, pixels, pixels + 4);
        await page.FrameLocator("iframe").Locator("h1").First.WaitForAsync();
    }

    private async Task<IPage> OpenAsync(Uri address)
    {
        var page = await (await (await browser.StartAsync()).NewContextAsync()).NewPageAsync();
        await page.GotoAsync(address.ToString());
        return page;
    }

    [GeneratedRegex("```html\n(?<html>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Block();

    [GeneratedRegex(" style=\"[^\"]*\"", RegexOptions.None, 1_000)]
    private static partial Regex Style();
}
