using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>A plan whose language is Welsh has no English among its fixed words, and its own English words are marked.</summary>
public sealed partial class WelshTests(AzuriteFixture azurite, BrowserFixture browser)
{
    /// <summary>The same in both languages, and what has no language.</summary>
    private static readonly HashSet<string> Neutral = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "plan", "frictionless", "csv", "json", "hash", "data", "open", "government", "licence", "v", "i", "council", "d",
        "deliverable",
    };

    [Fact]
    public void Every_fixed_phrase_of_the_pages_has_its_Welsh_with_the_same_values_in_it()
    {
        var folder = Path.Combine(NodeTools.TestsFolder, "..", "functions", "Snapshots");
        var sources = ((string[])["Pages", "Rendering"])
            .SelectMany(name => Directory.EnumerateFiles(Path.Combine(folder, name)))
            .Select(File.ReadAllText);
        var phrases = sources.SelectMany(source => Phrases(source).Concat(Formats(source))).Distinct().ToList();
        Assert.True(phrases.Count > 120, $"{phrases.Count}");
        Assert.Equal([], phrases.Where(p => !WelshPhrases.All.ContainsKey(p)));
        Assert.All(
            WelshPhrases.All,
            p =>
                Assert.Equal(
                    Placeholder().Matches(p.Key).Select(m => m.Value).Order(),
                    Placeholder().Matches(p.Value).Select(m => m.Value).Order()));
    }

    [Fact]
    public async Task No_fixed_word_of_any_file_stays_English()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var english = WelshPhrases
            .All.Where(p => p.Key != p.Value)
            .SelectMany(p => Letters().Matches(Placeholder().Replace(p.Key, " ")).Select(m => m.Value.ToLowerInvariant()));
        var welsh = WelshPhrases.All.Values.SelectMany(v => Letters().Matches(v).Select(m => m.Value.ToLowerInvariant()));
        var onlyEnglish = english.Except(welsh).Except(Neutral).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, page) in await PagesAsync(app))
        {
            Assert.Equal(
                "cy",
                (page.DocumentElement.QuerySelector("section[lang]") ?? page.DocumentElement).GetAttribute("lang")
                    ?? page.DocumentElement.GetAttribute("lang"));
            foreach (var marked in page.QuerySelectorAll("[lang=en], script, style, .hash").ToList())
                marked.Remove();
            var spoken = page
                .All.SelectMany(e => e.Attributes)
                .Where(a => a.Name is "aria-label" or "title" or "data-label")
                .Select(a => a.Value);
            var text = $"{page.DocumentElement.TextContent} {string.Join(' ', spoken)}";
            var words = Letters().Matches(Own().Replace(text, "")).Select(m => m.Value.ToLowerInvariant());
            Assert.Equal((name, ""), (name, string.Join(' ', words.Where(onlyEnglish.Contains).Distinct())));
        }
    }

    [Fact]
    public void Dates_and_counts_are_said_in_Welsh()
    {
        var say = Wording.Welsh;
        Assert.Equal("24 Mai 2022, 8:00yb", say.Time(Views.At));
        Assert.Equal("1 Ionawr 2022 i 31 Rhagfyr 2022", say.Window(new(2022, 1, 1), new(2022, 12, 31)));
        Assert.Equal("3 eitem", say.Count(3, "item"));
        var months = Enumerable.Range(1, 12).Select(month => say.Day(new DateOnly(2022, month, 1)).Split(' ')[1]);
        Assert.Equal(
            [
                "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd",
                "Rhagfyr",
            ],
            months);
    }

    [Theory]
    [InlineData("Build homes for the people of the valley", "en")]
    [InlineData("Adeiladu cartrefi ar gyfer pobl y cwm", null)]
    [InlineData("Cartrefi 2022", "en")]
    public void The_plans_own_English_is_marked_on_a_Welsh_page(string title, string? lang)
    {
        var view = Views.Of(Chain.Append(Welsh(3, title), null, Views.At));
        Assert.Equal(lang, view.Voice.Lang(title));
        Assert.Null(Views.Of(Chain.Append(Views.Plan(3), null, Views.At)).Voice.Lang(title));
    }

    [Fact]
    public async Task The_embed_speaks_the_plans_language_and_marks_English_within_it()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var files = (await FilesAsync(app)).ToDictionary(
            f => f.Name,
            f => new BrowserFile(f.Content.ToArray(), f.ContentType, f.CacheControl));
        await app.Get<SharedFiles>().KeepAsync(TestContext.Current.CancellationToken);
        files["embed.js"] = new BrowserFile((await app.FileAsync("embed.js"))!, "text/javascript", "no-store");
        await using var site = await BrowserSite.StartAsync(files);
        site.Page(
            "host",
            $"<!DOCTYPE html><html lang=cy><title>x</title><script async src={site.Base}embed.js></script><strategy-progress "
                + $"plan=plan></strategy-progress>");
        await using var context = await (await browser.StartAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{site.Base}host");
        var box = page.Locator("strategy-progress [role=region]");
        Assert.Equal("cy", await box.GetAttributeAsync("lang"));
        Assert.Contains("Ar y trywydd iawn", await box.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Mae’r cyhoeddi wedi’i oedi", await box.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(10, await box.Locator("h2 [lang=en], strong[lang=en]").CountAsync());
    }

    private static PublicContent Welsh(int items, string? title = null)
    {
        var header = Views.Header() with
        {
            Publication = new PlanPublication
            {
                Language = PlanLanguage.Cy,
                Contact = "plan@council.example",
                Privacy = "https://council.example/",
            },
        };
        return Views.Plan(items, i => title is null ? i : i with { Definition = i.Definition with { Title = title } }, header);
    }

    private static async Task<IReadOnlyList<SnapshotFile>> FilesAsync(HubApp app)
    {
        var first = Chain.Append(Welsh(500), null, Views.At.AddDays(-10));
        var changed = Welsh(501) with { Items = [.. Welsh(501).Items.Select((item, n) => Change(item, n))] };
        var now = Chain.Append(changed, new ChainLink(1, first.Hash, first.AsAt), Views.At);
        var log = ChangeLog.Start(first, PlanLanguage.Cy).Extend(first, now);
        var since = Periods.Current(now.Plan, LondonTime.DateOf(Views.At), Wording.Welsh);
        var renderings = app.Get<Renderings>();
        var view = new SnapshotView(now, log, since, Differences.Between(first, now, Wording.Welsh), renderings.Address)
        {
            IsOnHold = true,
        };
        var files = (await renderings.OfAsync(view, CanonicalJson.Write(now))).ToList();
        foreach (var sheet in ItemSheet.All(view).Take(12))
            files.Add(await renderings.ItemAsync(sheet));
        return files;
    }

    /// <summary>Each kind of thing that a page tells of an item.</summary>
    private static PublicItem Change(PublicItem item, int number)
    {
        var step = item.Milestones[0];
        return number switch
        {
            0 => item with
            {
                Standing = Standing.AtRisk,
                Overdue = true,
                PercentComplete = 40,
                Summary = "The work is on its way.",
                Held = ["title"],
                Title = "",
            },
            1 => item with
            {
                Milestones =
                [
                    step with
                    {
                        CompletedOn = new(2022, 5, 1),
                    },
                    step with
                    {
                        Id = "two",
                        Type = "review",
                        Original = new(2022, 4, 1),
                    },
                ],
            },
            2 => item with
            {
                Milestones = [step with { Forecast = new(2022, 8, 1), Type = "start" }],
                Owner = new(null, null),
                Timescale = "by the end of the year",
            },
            3 => item with
            {
                Ongoing = true,
                Measures =
                [
                    new(
                        "m", "Homes for the people", "homes", 50, 20, null, true, true, true, false, Views.At,
                        "Survey of the town"),
                ],
            },
            4 => item with
            {
                Measures = [new("m", "Homes for the people", null, null, null, null, false, false, false, true, null, null)],
                Due = null,
                Earliest = null,
            },
            5 => item with { Parent = "d5", Owner = new("A person of the council", "Lead for the work") },
            _ => item with
            {
                Standing = (Standing)(number % 8),
                LastReported = number % 2 == 0 ? null : item.LastReported,
                Assumptions = ["Spring is taken as March to May."],
            },
        };
    }

    private static async Task<IEnumerable<(string Name, IDocument Page)>> PagesAsync(HubApp app) => (await FilesAsync(app))
        .Where(f => f.Name.EndsWith(".html", StringComparison.Ordinal))
        .Select(f => (f.Name, (IDocument)new HtmlParser().ParseDocument(Encoding.UTF8.GetString(f.Content.Span))));

    private static IEnumerable<string> Phrases(string source) =>
        Fixed().Matches(source).Select(m => Regex.Unescape(m.Groups["phrase"].Value));

    /// <summary>Keys of <c>Say($"…")</c>: each hole as a number, with its format.</summary>
    private static IEnumerable<string> Formats(string source)
    {
        for (
            var at = source.IndexOf("Say($\"", StringComparison.Ordinal);
            at >= 0;
            at = source.IndexOf("Say($\"", at + 1, StringComparison.Ordinal))
        {
            var (key, depth, holes, start) = (new StringBuilder(), 0, 0, 0);
            for (var i = at + 6; depth > 0 || source[i] != '"'; i++)
            {
                if (source[i] == '{' && depth++ == 0)
                    start = i;
                else if (source[i] == '}' && --depth == 0)
                    key.Append(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"{{{holes++}{(source[start..i].EndsWith(":#,0", StringComparison.Ordinal) ? ":#,0" : "")}}}");
                else if (depth == 0)
                    key.Append(source[i]);
            }

            yield return key.ToString();
        }
    }

    [GeneratedRegex("Deliverable number [0-9]+ of the plan", RegexOptions.None, 1000)]
    private static partial Regex Own();

    [GeneratedRegex(@"(?:say|words|this|Words)\[""(?<phrase>[^""]+)""\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fixed();

    [GeneratedRegex(@"\{[0-9][^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\p{L}’']+", RegexOptions.None, 1000)]
    private static partial Regex Letters();
}
