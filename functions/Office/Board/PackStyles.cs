using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace HubFunctions.Office;

/// <summary>Styles of a pack in Word: those that Word itself knows, so that its navigation and table of contents work.
/// Pure.</summary>
internal static class PackStyles
{
    private const int BulletList = 1;
    private const string Ink = "0B0C0C";

    public static Styles Of(string language) => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = "Arial", HighAnsi = "Arial", ComplexScript = "Arial" }, new FontSize { Val = "22" },
                new Languages { Val = language })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "120" }))),
        new Style(new StyleName { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true },
        Words("Title", "Title", 40, isBold: true),
        Words("Subtitle", "Subtitle", 24, isBold: false),
        Words("Heading1", "heading 1", 30, isBold: true, level: 0),
        Words("Heading2", "heading 2", 24, isBold: true, level: 1),
        Words("Caption", "caption", 22, isBold: true, keeps: true),
        Words("Footer", "footer", 18, isBold: false),
        Words("Fact", "Fact", 22, isBold: false, after: 40),
        Words("TableText", "Table Text", 20, isBold: false, after: 40),
        Words("TableHeading", "Table Heading", 20, isBold: true, after: 40),
        List(),
        Grid());

    public static Numbering Bullets()
    {
        var level = new Level(
            new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = NumberFormatValues.Bullet },
                new LevelText { Val = "•" },
            new LevelJustification { Val = LevelJustificationValues.Left },
            new PreviousParagraphProperties(new Indentation { Left = "360", Hanging = "360" }));
        level.LevelIndex = 0;
        var bullets = new AbstractNum(level) { AbstractNumberId = BulletList };
        var instance = new NumberingInstance(new AbstractNumId { Val = BulletList }) { NumberID = BulletList };
        return new Numbering(bullets, instance);
    }

    /// <param name="size">Half points.</param>
    /// <param name="level">Of the outline, from 0; null for none.</param>
    /// <param name="after">Twentieths of a point.</param>
    /// <param name="keeps">It stays with what follows.</param>
    private static Style Words(string id, string name, int size, bool isBold, int? level = null, int? after = null,
        bool keeps = false)
    {
        var paragraph = new StyleParagraphProperties();
        if (keeps || level is not null)
            paragraph.Append(new KeepNext());
        if (level is not null)
            paragraph.Append(new SpacingBetweenLines { Before = "240", After = "80" }, new OutlineLevel { Val = level });
        else if (after is { } space)
            paragraph.Append(new SpacingBetweenLines { After = Text(space) });
        var run = new StyleRunProperties();
        if (isBold)
            run.Append(new Bold());
        run.Append(new Color { Val = Ink }, new FontSize { Val = Text(size) });
        return new Style(new StyleName { Val = name }, new BasedOn { Val = "Normal" }, new PrimaryStyle(), paragraph, run)
        {
            Type = StyleValues.Paragraph,
            StyleId = id,
        };
    }

    private static Style List() => new(
        new StyleName { Val = "List Bullet" }, new BasedOn { Val = "Normal" },
        new StyleParagraphProperties(
            new NumberingProperties(new NumberingId { Val = BulletList }), new SpacingBetweenLines { After = "40" }))
    {
        Type = StyleValues.Paragraph,
        StyleId = "ListBullet",
    };

    private static Style Grid() => new(
        new StyleName { Val = "Pack Table" },
        new StyleTableProperties(
            new TableBorders(Border<TopBorder>(), Border<BottomBorder>(), Border<InsideHorizontalBorder>()),
            new TableCellMarginDefault(
                new TopMargin { Width = "40", Type = TableWidthUnitValues.Dxa },
                new TableCellLeftMargin { Width = 80, Type = TableWidthValues.Dxa },
                new BottomMargin { Width = "40", Type = TableWidthUnitValues.Dxa },
                new TableCellRightMargin { Width = 80, Type = TableWidthValues.Dxa })))
    {
        Type = StyleValues.Table,
        StyleId = "PackTable",
    };

    private static T Border<T>()
        where T : BorderType, new() => new() { Val = new EnumValue<BorderValues>(BorderValues.Single), Size = 4, Color = Ink };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
