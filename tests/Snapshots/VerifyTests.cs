using System.Text;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

[Collection(nameof(PublishedSamples))]
public sealed class VerifyTests(PublishedSamples samples, BrowserFixture browser)
{
    [Fact]
    public async Task The_page_finds_the_chain_intact_and_every_kind_of_tampering()
    {
        var chromium = await browser.StartAsync();
        await using var site = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var context = await chromium.NewContextAsync();
        Assert.StartsWith("✔ All 4 snapshots are intact", await AskAsync(), StringComparison.Ordinal);

        var history = site.Files.Keys.Where(n => n.StartsWith("kirklees/history/", StringComparison.Ordinal)).Order().ToList();
        foreach (var name in history.Append("kirklees/latest.json"))
        {
            var good = site.Files[name];
            foreach (var (from, to) in ((string, string)[])[("A joined", "B joined"), ("\"sequence\":", "\"sequence\": "), ("\"items\":1", "\"items\":9"), ("at risk", "on track"), ("inProgress", "complete")])
            {
                var text = Encoding.UTF8.GetString(good.Content);
                var changed = text.Replace(from, to, StringComparison.OrdinalIgnoreCase);
                if (changed == text)
                    continue;
                site.Files[name] = good with { Content = Encoding.UTF8.GetBytes(changed) };
                Assert.Contains($"✕ {name} was altered", await AskAsync(), StringComparison.Ordinal);
            }

            site.Files.TryRemove(name, out _);
            Assert.Contains($"✕ {name} is missing", await AskAsync(), StringComparison.Ordinal);
            site.Files[name] = good;
        }

        site.Files[history[1]] = site.Files[history[0]];
        Assert.Contains($"✕ {history[1]} was replaced", await AskAsync(), StringComparison.Ordinal);

        async Task<string> AskAsync()
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync($"{site.Base}verify.html?plan=kirklees");
            await page.WaitForFunctionAsync("() => /^[✔✕]/.test(document.getElementById('result').textContent)");
            var said = await page.Locator("#result").InnerTextAsync();
            await page.CloseAsync();
            return said;
        }
    }
}
