namespace HubFunctions.Office;

/// <summary>A part of a pack as people read it, the same on the page, in print and in Word.</summary>
public abstract record PackBlock
{
    /// <param name="Level">1 for a part of the pack, 2 within one.</param>
    public sealed record Heading(int Level, string Text) : PackBlock;

    public sealed record Paragraph(string Text) : PackBlock;

    public sealed record Bullets(IReadOnlyList<string> Lines) : PackBlock;

    /// <param name="Columns">Its headings, repeated on every page; the first column names its row.</param>
    /// <param name="Figures">How many of the last columns are figures.</param>
    public sealed record Table(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows,
        int Figures = 0) : PackBlock;

    /// <summary>Facts about one deliverable.</summary>
    public sealed record Entry(string Title, IReadOnlyList<(string Name, string Value)> Facts) : PackBlock;

    /// <summary>What follows begins a page.</summary>
    public sealed record PageBreak : PackBlock;
}
