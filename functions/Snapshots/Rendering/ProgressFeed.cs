using System.Globalization;
using System.Text;
using System.Xml;

namespace HubFunctions.Snapshots;

/// <summary><c>feed.atom</c> (RFC 4287): one entry a snapshot, saying what changed.</summary>
public static class ProgressFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    public static byte[] Of(SnapshotView view)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, "en-GB");
            xml.WriteElementString("id", Atom, $"{view.Folder}feed.atom");
            xml.WriteElementString("title", Atom, $"Progress: {view.Now.Plan.Title}");
            xml.WriteElementString("updated", Atom, Instant(view.ChangeLog.Publications[0].AsAt));
            Link(xml, "self", "application/atom+xml", $"{view.Folder}feed.atom");
            Link(xml, "alternate", "text/html", $"{view.Folder}index.html");
            xml.WriteStartElement("author", Atom);
            xml.WriteElementString(
                "name",
                Atom,
                view.Now.Plan.Organisation.Length == 0 ? view.Now.Plan.Title : view.Now.Plan.Organisation);
            xml.WriteEndElement();
            foreach (var publication in view.ChangeLog.Publications)
                Entry(xml, view, publication);
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void Entry(XmlWriter xml, SnapshotView view, TrailPublication publication)
    {
        xml.WriteStartElement("entry", Atom);
        xml.WriteElementString("id", Atom, $"urn:sha256:{publication.Hash}");
        xml.WriteElementString("title", Atom, Title(publication));
        xml.WriteElementString("updated", Atom, Instant(publication.AsAt));
        Link(xml, "alternate", "text/html", $"{view.Folder}index.html");
        Link(xml, "related", "application/json", $"{view.Folder}{Chain.FileOf(publication.AsAt, publication.Hash)}");
        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "text");
        xml.WriteString(
            string.Join('\n', publication.Differences.Select(Tell)) is { Length: > 0 } told
                ? told
                : "The first snapshot of this plan.");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string Title(TrailPublication publication) => publication.Sequence == 1
        ? $"First published with {Words.Plural(publication.Count, "item")}"
        : $"{Words.Plural(publication.Count, "item")} changed, {Words.Day(publication.AsAt)}";

    private static string Tell(ItemDifference difference) =>
        $"{(difference.Title.Length == 0 ? difference.Item : difference.Title)}: "
            + $"{string.Join("; ", difference.Changes.Select(Words.Of))}";

    private static void Link(XmlWriter xml, string rel, string type, string href)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }

    private static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
