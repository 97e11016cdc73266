using System.Text;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Playwright;

namespace HubFunctions.Tests.OpenApi;

public sealed class DocsTests(UpdatesHub hub, BrowserFixture browser) : IClassFixture<UpdatesHub>
{
    private const string ThirdParty = "https://cdn.redoc.ly/redoc/logo-mini.svg";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Uri Address => new(hub.App.Anyone.BaseAddress!, "/api/docs");

    [Fact]
    public async Task Shows_every_call_with_a_curl_for_this_hub_and_asks_no_third_party()
    {
        await using var context = await (await browser.StartAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        var asked = new List<Uri>();
        var broken = new List<string>();
        page.Request += (_, request) => asked.Add(new Uri(request.Url));
        page.Console += (_, message) => broken.AddRange(message.Type == "error" ? [message.Text] : []);
        page.PageError += (_, error) => broken.Add(error);
        await page.RouteAsync("**/favicon.ico", route => route.FulfillAsync(new() { Status = 204 }));
        foreach (var width in (int[])[320, 1280])
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.GotoAsync(Address.ToString());
            await page.Locator("html[data-ready]").WaitForAsync();
            Assert.Empty(await page.AxeAsync());
            Assert.False(await page.ScrollsSidewaysAsync(), $"scrolls sideways at {width} pixels");
        }

        var text = await page.Locator("#calls").InnerTextAsync();
        var paths = (await hub.App.Anyone.GetJsonAsync("/api/openapi.json"))["paths"]!.AsObject();
        foreach (var call in paths.SelectMany(p => p.Value!.AsObject()))
            Assert.Contains(call.Value!.Text("summary").TrimEnd('.'), text, StringComparison.Ordinal);
        var origin = Address.GetLeftPart(UriPartial.Authority);
        Assert.Equal(paths.Sum(p => p.Value!.AsObject().Count), text.Split($"\"{origin}/api/").Length - 1);
        Assert.All(asked.Where(a => a.Scheme != "data"), a => Assert.Equal(Address.Authority, a.Authority));
        Assert.Empty(broken);
    }

    [Fact]
    public async Task Says_without_script_where_the_description_is()
    {
        await using var context = await (await browser.StartAsync()).NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync(Address.ToString());

        Assert.Equal("This page needs JavaScript; the description does not.", await page.Locator("noscript").InnerTextAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "openapi.json" }).ClickAsync();
        Assert.EndsWith("/api/openapi.json", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redoc_is_the_npm_package_without_the_address_of_a_third_party()
    {
        await NodeTools.RestoreAsync(Stop);
        var package = Path.Combine(NodeTools.TestsFolder, "node_modules", "redoc", "bundles", "redoc.standalone.js");
        var original = await File.ReadAllTextAsync(package, Stop);

        Assert.Contains(ThirdParty, original, StringComparison.Ordinal);
        Assert.Equal(
            original.Replace(ThirdParty, "data:,", StringComparison.Ordinal),
            Encoding.UTF8.GetString(await hub.App.Anyone.GetByteArrayAsync("/api/docs/redoc.standalone.js", Stop)));
    }

    [Fact]
    public async Task Every_call_has_one_curl_with_its_method_address_and_way_to_sign_in()
    {
        var paths = (await hub.App.Anyone.GetJsonAsync("/api/openapi.json"))["paths"]!.AsObject();
        foreach (var (path, calls) in paths)
        {
            foreach (var (method, call) in calls!.AsObject())
            {
                var curl = Assert.Single(call!["x-codeSamples"]!.AsArray())!.Text("source");
                Assert.StartsWith(
                    method == "get" ? "curl \"$HUB/" : $"curl -X {method.ToUpperInvariant()} \"$HUB/",
                    curl,
                    StringComparison.Ordinal);
                Assert.Contains($"\"$HUB{path.Split('{')[0]}", curl, StringComparison.Ordinal);
                var signs = call["security"]!.AsArray() is [{ } first, ..] ? first.AsObject().Single().Key : null;
                Assert.Equal(signs == "office", curl.Contains("$ADMIN_KEY", StringComparison.Ordinal));
                Assert.Equal(signs == "token", curl.Contains("$TOKEN", StringComparison.Ordinal));
                Assert.Equal(
                    (bool?)call["requestBody"]?["required"] == true,
                    curl.Contains("content-type: ", StringComparison.Ordinal));
            }
        }
    }
}
