using System.IO.Compression;
using System.Text;
using System.Xml;

namespace HubFunctions.Plans;

/// <summary>All text in an Office file, whichever part it lies in: what somebody looks for who has to take a text away.
/// Pure.</summary>
internal static class PackageText
{
    /// <summary>Elements that cut one text into pieces of different looks.</summary>
    private static readonly string[] Runs = ["r", "t"];

    private static readonly XmlReaderSettings Bounded =
        new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = TableLimits.PartBytes };

    /// <returns>Null for a package that cannot be read whole, or is larger than any workbook that the hub reads.</returns>
    public static string? Of(byte[] bytes)
    {
        try
        {
            using var package = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (TableLimits.IsTooLarge(package))
                return null;
            var text = new StringBuilder();
            foreach (var entry in package.Entries.Where(e => e.Length > 0))
                Append(text, entry);
            return text.ToString();
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or IOException or NotSupportedException)
        {
            return null;
        }
    }

    private static void Append(StringBuilder text, ZipArchiveEntry entry)
    {
        using var part = entry.Open();
        using var reader = XmlReader.Create(part, Bounded);
        while (reader.Read())
        {
            if (reader.NodeType
                is XmlNodeType.Text
                    or XmlNodeType.CDATA
                    or XmlNodeType.SignificantWhitespace
                    or XmlNodeType.Whitespace)
                text.Append(reader.Value);
            else if (reader.NodeType is XmlNodeType.EndElement && !Runs.Contains(reader.LocalName))
                text.Append('\n');
        }
    }
}
