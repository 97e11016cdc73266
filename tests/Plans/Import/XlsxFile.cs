using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace HubFunctions.Tests.Plans.Import;

/// <summary>A cell with what Excel keeps beside its text.</summary>
/// <param name="Value">Text, number or date.</param>
/// <param name="Style">Of <see cref="XlsxFile"/>.</param>
public sealed record XlsxCell(object? Value, int Style = 0, string? Formula = null, string? Error = null);

/// <summary>A workbook written part by part as Excel does, without the library that the hub reads it with.</summary>
public sealed class XlsxFile
{
    public const int Date = 1;
    public const int Struck = 2;
    public const int Indented = 3;
    public const int Percent = 4;
    public const int MonthYear = 5;
    public const int TwoPlaces = 6;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private readonly List<(string Name, StringBuilder Rows, List<string> Merges, List<int> Hidden, bool IsHidden)> _sheets = [];
    private readonly List<string> _texts = [];
    private readonly Dictionary<string, string> _extra = [];
    private int _row;

    public XlsxFile Sheet(string name, bool isHidden = false)
    {
        _sheets.Add((name, new(), [], [], isHidden));
        _row = 0;
        return this;
    }

    public XlsxFile Row(params object?[] cells) => Row(isHidden: false, cells);

    public XlsxFile HiddenRow(params object?[] cells) => Row(isHidden: true, cells);

    public XlsxFile Merge(string range)
    {
        _sheets[^1].Merges.Add(range);
        return this;
    }

    public XlsxFile Hide(int column)
    {
        _sheets[^1].Hidden.Add(column);
        return this;
    }

    /// <summary>Any other part of the package.</summary>
    public XlsxFile Part(string name, string text)
    {
        _extra[name] = text;
        return this;
    }

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var package = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in Parts().Concat(_extra.Select(e => (e.Key, e.Value))))
            {
                using var writer = new StreamWriter(
                    package.CreateEntry(name, CompressionLevel.Fastest).Open(),
                    new UTF8Encoding(false));
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }

    private XlsxFile Row(bool isHidden, object?[] cells)
    {
        _row++;
        var rows = _sheets[^1]
            .Rows.Append(CultureInfo.InvariantCulture, $"<row r=\"{_row}\"{(isHidden ? " hidden=\"1\"" : "")}>");
        for (var c = 0; c < cells.Length; c++)
            rows.Append(Cell($"{Name(c)}{_row}", cells[c] as XlsxCell ?? new XlsxCell(cells[c])));
        rows.Append("</row>");
        return this;
    }

    private string Cell(string at, XlsxCell cell)
    {
        var style = cell.Style == 0 && cell.Value is DateOnly ? Date : cell.Style;
        var formula = cell.Formula is null ? "" : $"<f>{SecurityElement.Escape(cell.Formula)}</f>";
        if (cell.Error is not null)
            return $"<c r=\"{at}\" t=\"e\">{formula}<v>{cell.Error}</v></c>";
        return cell.Value switch
        {
            null => $"<c r=\"{at}\" s=\"{style}\">{formula}</c>",
            string text when cell.Formula is not null =>
                $"<c r=\"{at}\" t=\"str\">{formula}<v>{SecurityElement.Escape(text)}</v></c>",
            string text => $"<c r=\"{at}\" s=\"{style}\" t=\"s\"><v>{Shared(text)}</v></c>",
            DateOnly date =>
                $"<c r=\"{at}\" s=\"{style}\"><v>{(date.ToDateTime(default) - new DateTime(1899, 12, 30)).Days}</v></c>",
            IFormattable number =>
                $"<c r=\"{at}\" s=\"{style}\">{formula}<v>{number.ToString(null, CultureInfo.InvariantCulture)}</v></c>",
            _ => throw new ArgumentException("No such cell.", nameof(cell)),
        };
    }

    private int Shared(string text)
    {
        _texts.Add(text);
        return _texts.Count - 1;
    }

    private static string Name(int column) =>
        column < 26 ? $"{(char)('A' + column)}" : $"{Name((column / 26) - 1)}{(char)('A' + (column % 26))}";

    private IEnumerable<(string Name, string Text)> Parts()
    {
        const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        var numbers = Enumerable.Range(1, _sheets.Count).ToList();
        yield return (
            "[Content_Types].xml",
            $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/>{string.Concat(
                numbers.Select(n => $"<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{Types}.worksheet+xml\"/>"))}<Override PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{Types}.sharedStrings+xml"/></Types>
            """);
        yield return (
            "_rels/.rels",
            $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        yield return (
            "xl/workbook.xml",
            $"""
            <workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>{string.Concat(
                numbers.Select(n =>
                    $"<sheet name=\"{_sheets[n - 1].Name}\" sheetId=\"{n}\" r:id=\"rId{n}\"{(_sheets[n - 1].IsHidden ? " state=\"hidden\"" : "")}/>"))}</sheets></workbook>
            """);
        yield return (
            "xl/_rels/workbook.xml.rels",
            $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(
                numbers.Select(n =>
                    $"<Relationship Id=\"rId{n}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"))}<Relationship Id="styles" Type="{Office}/styles" Target="styles.xml"/><Relationship Id="texts" Type="{Office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>
            """);
        yield return (
            "xl/styles.xml",
            $"""
            <styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/></font><font><strike/><sz val="11"/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/><xf numFmtId="14"/><xf fontId="1"/><xf><alignment indent="1"/></xf><xf numFmtId="9"/><xf numFmtId="17"/><xf numFmtId="2"/></cellXfs></styleSheet>
            """);
        yield return (
            "xl/sharedStrings.xml",
            $"""<sst xmlns="{Main}">{string.Concat(_texts.Select(t => $"<si><t xml:space=\"preserve\">{SecurityElement.Escape(t)}</t></si>"))}</sst>""");
        foreach (var n in numbers)
            yield return ($"xl/worksheets/sheet{n}.xml", Sheet(n - 1));
    }

    private string Sheet(int at)
    {
        var (_, rows, merges, hidden, _) = _sheets[at];
        var columns =
            hidden.Count == 0
                ? ""
                : $"<cols>{string.Concat(
                    hidden.Order().Select(c => $"<col min=\"{c + 1}\" max=\"{c + 1}\" hidden=\"1\"/>"))}</cols>";
        var merged =
            merges.Count == 0
                ? ""
                : $"<mergeCells "
                    + $"count=\"{merges.Count}\">{string.Concat(merges.Select(m => $"<mergeCell ref=\"{m}\"/>"))}</mergeCells>";
        return $"<worksheet xmlns=\"{Main}\">{columns}<sheetData>{rows}</sheetData>{merged}</worksheet>";
    }
}
