using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace HubFunctions.Plans;

/// <param name="IsStruck">Whether every part of it is struck through.</param>
internal readonly record struct SharedText(string Text, bool IsStruck)
{
    /// <summary>Rich text is runs; what is written above characters to help reading (phonetic) is no part of it.</summary>
    public static SharedText Of(OpenXmlElement element)
    {
        var runs = element.Elements<Run>().ToList();
        var text = string.Concat(element.Elements().Select(e => e switch
        {
            Text plain => plain.Text,
            Run run => run.Text?.Text ?? "",
            _ => "",
        }));
        return new(
            Unescape(text),
            runs.Count > 0 && runs.All(r => r.RunProperties?.GetFirstChild<Strike>() is { } strike
                && strike.Val?.Value != false));
    }

    /// <summary>The form writes a carriage return as <c>_x000D_</c>.</summary>
    private static string Unescape(string text) =>
        text.Replace("_x000D_", "", StringComparison.OrdinalIgnoreCase).ReplaceLineEndings("\n");
}

/// <summary>The texts of a workbook, by number.</summary>
internal static class SharedTexts
{
    public static IReadOnlyList<SharedText> Read(SharedStringTablePart? part)
    {
        var texts = new List<SharedText>();
        if (part is null)
            return texts;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(SharedStringItem)
                && reader.IsStartElement
                && reader.LoadCurrentElement() is { } item)
                texts.Add(SharedText.Of(item));
        }

        return texts;
    }
}
