using System.Net;
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
            foreach (
                var (from, to) in ((string, string)[])
                    [
                        ("A joined", "B joined"),
                        ("\"sequence\":", "\"sequence\": "),
                        ("\"items\":1", "\"items\":9"),
                        ("at risk", "on track"),
                        ("inProgress", "complete"),
                        ("{\"asAt\"", "\uFEFF{\"asAt\""),
                    ])
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

    /// <summary>Exactly the lines that the page shows, as anyone would save them.</summary>
    [Fact]
    public async Task The_lines_on_the_page_find_a_changed_byte_anywhere_in_the_chain()
    {
        await using var site = await BrowserSite.StartAsync(await samples.FilesAsync());
        var page = await samples.TextAsync("verify.html");
        var lines = WebUtility.HtmlDecode(page.Split("<pre tabindex=\"0\" id=\"lines\">")[1].Split("</pre>")[0]);
        Assert.Equal(12, lines.TrimEnd().Split('\n').Length);
        var folder = Directory.CreateTempSubdirectory("hub-verify-");
        try
        {
            var script = Path.Combine(folder.FullName, "verify.mjs");
            await File.WriteAllTextAsync(script, lines, TestContext.Current.CancellationToken);
            Assert.StartsWith("Intact", await RunAsync(script), StringComparison.Ordinal);

            foreach (
                var name in site
                    .Files.Keys.Where(n => n.StartsWith("kirklees/history/", StringComparison.Ordinal))
                    .Append("kirklees/latest.json")
                    .ToList())
            {
                var good = site.Files[name];
                foreach (var at in (int[])[good.Content.Length / 2, good.Content.Length - 1])
                {
                    var changed = good.Content.ToArray();
                    changed[at] ^= 1;
                    site.Files[name] = good with { Content = changed };
                    Assert.Contains("Error", await RefusedAsync(script), StringComparison.Ordinal);
                }

                site.Files[name] = good;
            }

            var latest = site.Files["kirklees/latest.json"];
            site.Files["kirklees/latest.json"] = latest with { Content = [.. latest.Content, (byte)'\n'] };
            Assert.Contains("latest.json was altered", await RefusedAsync(script), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        async Task<string> RefusedAsync(string script) =>
            (await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(script))).Message;

        Task<string> RunAsync(string script) =>
            NodeTools.RunAsync(script, [$"{site.Base}kirklees/"], cancellationToken: TestContext.Current.CancellationToken);
    }
}
