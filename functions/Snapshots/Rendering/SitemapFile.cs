using System.Globalization;
using System.Text;
using System.Xml;

namespace HubFunctions.Snapshots;

/// <summary><c>sitemap.xml</c> (sitemaps.org 0.9): the list of plans, and of each plan the pages from which all its items are
/// reached.</summary>
public static class SitemapFile
{
    public const string Name = "sitemap.xml";

    private const string Space = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <summary>A sitemap holds 50,000 addresses.</summary>
    private const int MostPlans = 16_000;

    private static readonly string[] Pages = ["index.html", "list.html", "all.html"];

    public static SnapshotFile Of(IReadOnlyList<IndexedPlan> plans, SnapshotAddress address)
    {
        var site = address.Site ?? address.Base;
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("urlset", Space);
            Url(xml, new Uri(site, PlanIndex.PageName), null);
            foreach (var plan in plans.Take(MostPlans))
            {
                foreach (var page in Pages)
                    Url(xml, new Uri(site, $"{plan.Id}/{page}"), Plans.LondonTime.DateOf(plan.AsAt));
            }

            xml.WriteEndElement();
        }

        return new SnapshotFile(Name, "application/xml; charset=utf-8", bytes.ToArray(), SnapshotFile.Latest);
    }

    private static void Url(XmlWriter xml, Uri address, DateOnly? changed)
    {
        xml.WriteStartElement("url", Space);
        xml.WriteElementString("loc", Space, address.AbsoluteUri);
        if (changed is { } day)
            xml.WriteElementString("lastmod", Space, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }
}
