using System.Text;

namespace HubFunctions.Tests.Plans.Import;

public sealed class TextTableTests
{
    private const string Fancy = "Ref,Deliverable\r\n1,Café repairs – £5\r\n";

    public static TheoryData<string, byte[], string?> Encodings => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(Fancy), "utf-8" },
        { "UTF-8 with its mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Fancy)], null },
        { "Windows-1252, declared", Cp1252(Fancy), "windows-1252" },
        { "Windows-1252, undeclared", Cp1252(Fancy), null },
        { "Windows-1252, declared as UTF-8", Cp1252(Fancy), "utf-8" },
        { "UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Fancy)], "utf-8" },
        { "UTF-16, big end first", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Fancy)], null },
        { "UTF-16 without its mark", Encoding.Unicode.GetBytes(Fancy), null },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Reads_accents_dashes_and_pounds_in_every_encoding_of_Excel(string name, byte[] bytes, string? charset)
    {
        var import = ImportedSheet.Bytes(bytes, charset);

        Assert.True(import.Errors.Count == 0, name);
        Assert.Equal("Café repairs – £5", import.Item("1").Title);
    }

    [Theory]
    [InlineData("foo")]
    [InlineData("utf-7")]
    [InlineData("shift_jis")]
    public void Refuses_a_charset_that_it_does_not_read(string charset) =>
        Assert.Equal("unknown-charset", Assert.Single(ImportedSheet.Bytes(Encoding.UTF8.GetBytes(Fancy), charset).Errors).Code);

    [Theory]
    [InlineData("Ref;Deliverable;By when\n1;Homes, extra care;June 2022\n")]
    [InlineData("Ref\tDeliverable\tBy when\n1\tHomes, extra care\tJune 2022\n")]
    [InlineData("sep=;\r\nRef;Deliverable;By when\r\n1;Homes, extra care;June 2022\r\n")]
    [InlineData("sep=|\nRef|Deliverable|By when\n1|Homes, extra care|June 2022\n")]
    [InlineData("Ref,Deliverable,By when\r1,\"Homes, extra care\",June 2022\r")]
    [InlineData("Ref, Deliverable, By when\n1, \"Homes, extra care\" , June 2022\n")]
    public void Reads_every_delimiter_and_end_of_line(string text)
    {
        var item = ImportedSheet.Csv(text).Item("1");

        Assert.Equal("Homes, extra care", item.Title);
        Assert.Equal("June 2022", item.Timescale);
    }

    [Theory]
    [InlineData("Ref,Deliverable,When\n1,Homes,June\n2,\"Repairs,July\n3,Roads,August\n", "/line/3/column/2")]
    [InlineData(
        "Ref,Deliverable,When\n1,Homes,June\n2,\"Repairs,July\n3,Roads,August\n4,\"Care, extra\",May\n",
        "/line/3/column/2")]
    [InlineData("Ref,Deliverable,When\n1,\"Homes,June\n2,Repairs,July\n3,Roads\",August\n", "/line/2/column/2")]
    [InlineData("Ref,Deliverable,When\n1,\"Homes,June\n2,Repairs\",\n", "/line/2/column/2")]
    [InlineData("Ref,Deliverable,When\n1,\"Two\nlines\",\"June\n", "/line/3/column/3")]
    [InlineData("Ref,Deliverable,When\n1,\"Big\" plan,June\n", "/line/2/column/2")]
    [InlineData("Ref,Deliverable,When\n1,Homes,\"", "/line/2/column/3")]
    public void A_quote_that_is_not_closed_is_refused_where_it_opens(string text, string pointer)
    {
        var error = Assert.Single(ImportedSheet.Csv(text).Errors);

        Assert.Equal(pointer, error.Pointer);
        Assert.Contains("close", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Quotes_inside_a_text_and_lines_inside_a_cell_are_kept()
    {
        var import = ImportedSheet.Csv(
            "Ref,Deliverable,When\n1,5\" pipes,June\n2,\"The \"\"big\"\" plan, in full,\nwith parts, and more\",July\n");

        Assert.Equal("5\" pipes", import.Item("1").Title);
        Assert.Equal("The \"big\" plan, in full,\nwith parts, and more", import.Item("2").Title);
    }

    [Theory]
    [InlineData("Ref,Deliverable,Owner\n1,Homes,Ann\n2,Care, extra,Bob\n", 3)]
    [InlineData("Ref,Deliverable,Owner\n1,Homes,Ann\n2,Care, extra,\n", 3)]
    public void A_comma_without_quotes_that_shifts_columns_is_refused(string text, int line)
    {
        var error = Assert.Single(ImportedSheet.Csv(text).Errors);

        Assert.Equal("more-cells", error.Code);
        Assert.StartsWith($"/line/{line}/", error.Pointer, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_cells_behind_every_row_shift_nothing() =>
        Assert.Equal(["1", "2"], ImportedSheet.Csv("Ref,Deliverable\n1,Homes,,\n2,Roads,,\n").Ids());

    [Fact]
    public void A_cell_of_a_megabyte_is_refused_by_line_and_column()
    {
        var error = Assert.Single(ImportedSheet.Csv($"Ref,Deliverable\n1,Homes\n2,{new string('x', 1_000_000)}\n").Errors);

        Assert.Equal("/line/3/column/2", error.Pointer);
        Assert.Equal("too-long", error.Code);
    }

    [Fact]
    public void Ten_thousand_columns_are_refused()
    {
        var error = Assert.Single(ImportedSheet.Csv("Ref,Deliverable" + new string(',', 10_000) + "\n1,Homes\n").Errors);

        Assert.Equal("too-many-columns", error.Code);
    }

    [Theory]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1 }, "old-workbook")]
    [InlineData(new byte[] { (byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-' }, "not-a-table")]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 0, 0 }, "not-a-workbook")]
    [InlineData(new byte[] { }, "no-title-column")]
    public void Other_files_are_refused_with_what_to_do(byte[] bytes, string code) =>
        Assert.Equal(code, Assert.Single(ImportedSheet.Bytes(bytes).Errors).Code);

    private static byte[] Cp1252(string text) => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text);
}
