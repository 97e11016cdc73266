using System.Text.RegularExpressions;
using HubFunctions.Plans;
using HubFunctions.Tests.Infra;
using HubFunctions.Tests.Updates;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Docs;

/// <summary>What pages say of the repository and of each other is so.</summary>
public sealed partial class PageTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    [Fact]
    public void Every_link_between_pages_leads_to_a_file_and_a_heading_that_are_there()
    {
        var broken = from page in DocPage.All
                     from link in page.Links()
                     where !link.Contains("://", StringComparison.Ordinal)
                     where !IsThere(page.Path, link)
                     select $"{page.Path}: {link}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_file_and_folder_that_a_page_names_is_there()
    {
        var missing = from page in DocPage.All
                      from code in page.Inline()
                      where File().IsMatch(code) && !Exists(code)
                      select $"{page.Path}: {code}";

        Assert.Empty(missing);
    }

    [Fact]
    public void The_README_leads_to_every_page()
    {
        var pages = Directory.EnumerateFiles(Repository.Full("docs"), "*.md").Select(f => $"docs/{Path.GetFileName(f)}");

        Assert.Empty(pages.Except(DocPage.Readme.Links()));
    }

    [Fact]
    public void The_architecture_names_every_table()
    {
        var tables = hub.App.Services.GetServices<NeededTable>().Select(t => t.Name);
        var page = DocPage.Read("docs/architecture.md").Table("| place | what is in it |");

        var named = page.Select(row => Table().Match(row[0])).Where(m => m.Success).Select(m => m.Groups["name"].Value);
        Assert.Equal(tables.Order(), named.Order());
    }

    [Fact]
    public void Operations_names_every_alert()
    {
        var alerts = AlertName().Matches(Repository.Text("infra/modules/alerts.bicep")).Select(a => a.Groups["name"].Value);
        var page = DocPage.Read("docs/operations.md").Table("| alert | it fires when | what to do |");

        Assert.Equal(alerts.Append("hub-ready").Order(), page.Select(row => row[0].Trim('`')).Order());
    }

    [Fact]
    public void Operations_names_every_variable_of_the_deployment()
    {
        var read = Variable().Matches(Repository.Text("infra/main.bicepparam")).Select(v => v.Groups["name"].Value);
        var page = DocPage.Read("docs/operations.md").Table("| variable | what it sets |");

        Assert.Equal(read.Order(), page.SelectMany(row => row[0].Split(", ")).Select(v => v.Trim('`')).Order());
    }

    [Fact]
    public void The_glossary_is_in_the_order_of_the_alphabet_and_says_each_word_once()
    {
        var words = DocPage.Read("docs/glossary.md").Table("| word | what it means here |").Select(row => row[0]).ToList();

        Assert.Equal(words.Distinct().Order(StringComparer.OrdinalIgnoreCase), words);
    }

    private static bool IsThere(string from, string link)
    {
        var (path, anchor) = link.Split('#') is [var file, var heading] ? (file, heading) : (link, null);
        var target = path.Length == 0 ? from : Path.Combine(Path.GetDirectoryName(from)!, path);
        return Exists(target) && (anchor is null || DocPage.Read(target).Anchors.Contains(anchor));
    }

    private static bool Exists(string path) => Path.Exists(Repository.Full(path));

    [GeneratedRegex(@"^((functions|tests|infra|docs)/[\w./-]*|\.(ci|github)/[\w./-]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex File();

    [GeneratedRegex("^table `(?<name>Hub[A-Za-z]+)`$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Table();

    [GeneratedRegex("readEnvironmentVariable\\('(?<name>HUB_[A-Z_]+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex("^    name: '(?<name>[a-z-]+)'$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AlertName();
}
