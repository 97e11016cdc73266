using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Spreadsheet;

namespace HubFunctions.Plans;

/// <summary>How a workbook shows its numbers, and which texts it strikes through or sets in. Dates become words with the parts
/// that are
/// shown: a cell that shows "Jun-22" says June 2022, whatever day lies in it.</summary>
internal sealed partial class CellStyles
{
    private readonly List<(bool Struck, int Indent, string Format)> _formats = [];
    private readonly bool _isFrom1904;

    public CellStyles(Stylesheet? styles, bool isFrom1904)
    {
        _isFrom1904 = isFrom1904;
        var codes = new Dictionary<uint, string>();
        foreach (var format in styles?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
            codes[format.NumberFormatId?.Value ?? 0] = format.FormatCode?.Value ?? "";
        var struck = (styles?.Fonts?.Elements<Font>() ?? [])
            .Select(f => f.GetFirstChild<Strike>() is { } s && s.Val?.Value != false)
            .ToList();
        foreach (var cell in styles?.CellFormats?.Elements<CellFormat>() ?? [])
        {
            var font = (int)(cell.FontId?.Value ?? 0);
            var number = cell.NumberFormatId?.Value ?? 0;
            _formats.Add(
                (
                    font < struck.Count && struck[font],
                    (int)(cell.Alignment?.Indent?.Value ?? 0),
                    codes.GetValueOrDefault(number) ?? BuiltIn(number)));
        }
    }

    public bool IsStruck(uint style) => style < _formats.Count && _formats[(int)style].Struck;

    public int Indent(uint style) => style < _formats.Count ? _formats[(int)style].Indent : 0;

    /// <param name="raw">The number as the file writes it.</param>
    public (string Text, bool IsDate) Show(string raw, uint style)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return (raw, false);
        var format = Clean(style < _formats.Count ? _formats[(int)style].Format : "");
        if (IsDateFormat().IsMatch(format) && Date(number) is { } date)
            return (date.ToString(Parts(format), CultureInfo.InvariantCulture), true);
        if (format.Contains('%', StringComparison.Ordinal))
            return ($"{Plain(Math.Round(number * 100, 2))}%", false);
        return (
            Decimals(format) is { } decimals ? number.ToString($"F{decimals}", CultureInfo.InvariantCulture) : Plain(number),
            false);
    }

    private static string Plain(double number) =>
        Math.Abs(number) < 1e15
            ? ((decimal)number).ToString("0.###############", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);

    private DateOnly? Date(double number)
    {
        var days = Math.Floor(number) + (_isFrom1904 ? 1462 : 0);
        return days is > 60 and < 2_958_466 ? DateOnly.FromDateTime(DateTime.FromOADate(days)) : null;
    }

    private static string Parts(string format) =>
        format.Contains('d', StringComparison.Ordinal) ? "d MMMM yyyy"
        : format.Contains('m', StringComparison.Ordinal) ? "MMMM yyyy"
        : "yyyy";

    /// <summary>A reference such as 1.10 is a number that is shown with two places.</summary>
    private static int? Decimals(string format) =>
        FixedPlaces().Match(format) is { Success: true } match ? match.Groups["places"].Length : null;

    /// <summary>Without texts, colours and escaped characters; only what positive numbers get.</summary>
    private static string Clean(string format) => Literals().Replace(format.ToLowerInvariant(), "").Split(';')[0];

    private static string BuiltIn(uint id) => id switch
    {
        1 => "0",
        2 or 4 => "0.00",
        9 => "0%",
        10 => "0.00%",
        17 => "mmm-yy",
        >= 14 and <= 22 and not (18 or 19 or 20 or 21) => "d-mmm-yy",
        >= 27 and <= 31 or >= 50 and <= 58 => "d-mmm-yy",
        _ => "",
    };

    [GeneratedRegex(@"""[^""]*""|\[[^\]]*\]|\\.|_.|\*.", RegexOptions.None, 1_000)]
    private static partial Regex Literals();

    [GeneratedRegex("[dy]|mmm", RegexOptions.None, 1_000)]
    private static partial Regex IsDateFormat();

    [GeneratedRegex(@"^#?,?#*0\.(?<places>0+)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex FixedPlaces();
}
