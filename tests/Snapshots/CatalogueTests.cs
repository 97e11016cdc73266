using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Samples;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>What published data says of itself, read by readers that were not written here.</summary>
[Collection(nameof(PublishedSamples))]
public sealed class CatalogueTests(PublishedSamples samples)
{
    [Fact]
    public async Task A_frictionless_validator_accepts_the_package_and_every_row_of_its_tables()
    {
        var read = await ReadAsync();

        Assert.True(read.GetProperty("valid").GetBoolean(), read.GetProperty("errors").ToString());
        var tables = read.GetProperty("tables");
        Assert.Equal(SampleFiles.Items("kirklees").Length, tables.GetProperty("items").GetProperty("rows").GetArrayLength());
        var homes = tables
            .GetProperty("measures")
            .GetProperty("rows")
            .EnumerateArray()
            .Where(r => r.GetProperty("measure").GetString() == "homes-ashbrow")
            .Select(r => r.GetProperty("value").GetDecimal())
            .ToList();
        Assert.Equal([10, 30, 50], homes.TakeLast(3));
        Assert.Equal("OGL-UK-3.0", read.GetProperty("licences")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_JSON_LD_processor_finds_a_dataset_without_fetching_anything()
    {
        var dataset = (await ReadAsync()).GetProperty("dataset");

        Assert.Equal("https://schema.org/Dataset", dataset.GetProperty("@type")[0].GetString());
        Assert.InRange(Value(dataset, "description").Length, 50, 5_000);
        Assert.Equal(Licence.Default.Url, Value(dataset, "license"));
        Assert.Equal(3, dataset.GetProperty("https://schema.org/distribution").GetArrayLength());

        static string Value(JsonElement of, string name) =>
            of.GetProperty($"https://schema.org/{name}")[0].GetProperty("@value").GetString()!;
    }

    [Fact]
    public async Task An_RDF_reader_finds_each_plan_in_the_catalogue_with_its_files()
    {
        var read = await ReadAsync();

        Assert.Equal([PublishedSamples.Plans.Length], read.GetProperty("catalogues").EnumerateArray().Select(c => c.GetInt32()));
        var datasets = read.GetProperty("datasets").EnumerateArray().ToList();
        Assert.Equal(PublishedSamples.Plans, datasets.Select(d => d.GetProperty("identifier").GetString()).Order());
        Assert.All(datasets, d => Assert.Equal("2022-05-24", d.GetProperty("modified").GetProperty("value").GetString()));
        Assert.All(datasets, d => Assert.Equal(Licence.Default.Url, d.GetProperty("licence").GetString()));
        var files = await samples.FilesAsync();
        var named = datasets
            .SelectMany(d => d.GetProperty("files").EnumerateArray())
            .Select(f => string.Join('/', f.GetString()!.Split('/')[^2..]))
            .ToList();
        Assert.Equal(3 * PublishedSamples.Plans.Length, named.Count);
        Assert.All(named, name => Assert.Contains(name, files.Keys));
    }

    [Fact]
    public async Task The_map_of_the_site_names_pages_that_are_there()
    {
        XNamespace space = "http://www.sitemaps.org/schemas/sitemap/0.9";
        var map = XDocument.Parse(await samples.TextAsync(SitemapFile.Name));
        var files = await samples.FilesAsync();
        var named = map.Root!.Elements(space + "url").Select(u => u.Element(space + "loc")!.Value).ToList();
        Assert.Equal(1 + (3 * PublishedSamples.Plans.Length), named.Count);
        Assert.All(
            named,
            address =>
                Assert.Contains(
                    address[(address.IndexOf("/snapshots/", StringComparison.Ordinal) + "/snapshots/".Length)..],
                    files.Keys));
    }

    [Fact]
    public async Task Every_page_has_a_title_of_its_own_a_description_and_an_icon_that_is_there()
    {
        var files = await samples.FilesAsync();
        var titles = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var name in files.Keys.Where(n =>
                n.EndsWith(".html", StringComparison.Ordinal)
                && n.Contains('/', StringComparison.Ordinal)
                && !n.Contains("fragment", StringComparison.Ordinal)))
        {
            var page = new HtmlParser().ParseDocument(await samples.TextAsync(name));
            Assert.True(titles.Add(page.Title!), $"{name}: {page.Title}");
            Assert.NotEqual("", page.QuerySelector("meta[name=description]")!.GetAttribute("content"));
            Assert.Equal(page.Title, page.QuerySelector("meta[property='og:title']")!.GetAttribute("content"));
            // The address at which people read the files is not set here.
            Assert.Null(page.QuerySelector("link[rel=canonical]"));
            var icon = new Uri(
                new Uri($"https://files.example/{name}"),
                page.QuerySelector("link[rel=icon]")!.GetAttribute("href")!);
            Assert.Contains(icon.AbsolutePath.TrimStart('/'), files.Keys);
        }
    }

    [Fact]
    public void Licence_and_canonical_address_are_the_plans_own_where_they_are_known()
    {
        var content = Views.Plan(2);
        content = content with
        {
            Plan = content.Plan with
            {
                Publication = new(null, "https://licence.example/by", null, null, null, null, null, null),
            },
        };
        var view = Views.Of(Chain.Append(content, null, Views.At), new Uri("https://www.example.org/plans/"));

        Assert.Equal(
            "https://www.example.org/plans/plan/items/d1.html",
            ItemSheet.All(view).First().Site(view.Address)!.ToString());
        Assert.Contains("\"license\":\"https://licence.example/by\"", DatasetJson.Of(view), StringComparison.Ordinal);
        Assert.Contains(
            "\"url\":\"https://www.example.org/plans/plan/index.html\"",
            DatasetJson.Of(view),
            StringComparison.Ordinal);
        Assert.Equal(new Licence("Creative Commons, by", null, "Creative-Commons-by"), Licence.Of("Creative Commons, by", null));
    }

    private async Task<JsonElement> ReadAsync() =>
        await BrowserPages.CheckAsync(
            "Snapshots/read-catalogue.mjs",
            new
            {
                package = await samples.TextAsync("kirklees/datapackage.json"),
                tables = new Dictionary<string, string>
                {
                    ["items.csv"] = await samples.TextAsync("kirklees/items.csv"),
                    ["measures.csv"] = await samples.TextAsync("kirklees/measures.csv"),
                },
                dataset = new HtmlParser()
                    .ParseDocument(await samples.TextAsync("kirklees/index.html"))
                    .QuerySelector("script[type='application/ld+json']")!
                    .TextContent,
                dcat = await samples.TextAsync(DcatFile.Name),
            });
}
