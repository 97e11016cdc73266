using System.Globalization;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>A text of any length over as many columns as it needs: a column holds 64 KiB of UTF-16.</summary>
internal static class LongText
{
    private const int Max = 32_000;

    public static void Write(TableEntity row, string name, string? text)
    {
        if (text is null)
            return;
        row[name] = text.Length <= Max ? text : text[..Max];
        for (int at = Max, part = 2; at < text.Length; at += Max, part++)
            row[Name(name, part)] = text.Substring(at, Math.Min(Max, text.Length - at));
    }

    public static string? Read(TableEntity row, string name)
    {
        var text = row.GetString(name);
        if (text is not { Length: Max })
            return text;
        for (var part = 2; row.GetString(Name(name, part)) is { } more; part++)
            text += more;
        return text;
    }

    private static string Name(string name, int part) => name + part.ToString(CultureInfo.InvariantCulture);
}
