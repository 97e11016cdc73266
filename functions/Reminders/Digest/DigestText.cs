using System.Text;

namespace HubFunctions.Reminders;

/// <summary>The digest as plain text, lines up to 76 characters where words allow.</summary>
public static class DigestText
{
    private const int Width = 76;

    public static string Of(DigestView view)
    {
        var text = new StringBuilder();
        Heading(text, view.Heading, '=');
        Paragraph(text, view.Greeting);
        if (view.AnswerAll is { } all)
            text.Append("Answer everything on one page (no account needed):\n").Append(all).Append("\n\n");
        foreach (var section in view.Sections)
        {
            Heading(text, section.Heading, '-');
            if (section.Note is { } note)
                Paragraph(text, note);
            foreach (var line in section.Lines)
                Append(text, line);
        }

        if (view.MoreText is { } more)
            Paragraph(text, more);
        if (view.Everything is { } everything)
            text.Append("See all your items:\n").Append(everything).Append("\n\n");
        if (view.HasDates)
            Paragraph(text, DigestView.Dates);
        text.Append("-- \n");
        foreach (var line in view.Signed)
            Paragraph(text, line);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Heading(StringBuilder text, string heading, char line)
    {
        Paragraph(text, heading, blank: false);
        text.Append(line, Math.Min(heading.Length, Width)).Append("\n\n");
    }

    private static void Append(StringBuilder text, LineView line)
    {
        Paragraph(text, $"* {line.Title}", "  ", blank: false);
        foreach (var part in line.Parts)
            Paragraph(text, "  " + part, "  ", blank: false);
        if (line.Answer is { } answer)
            text.Append("  Answer: ").Append(answer).Append('\n');
        text.Append('\n');
    }

    private static void Paragraph(StringBuilder text, string words, string indent = "", bool blank = true)
    {
        var length = 0;
        var lead = words.Length - words.TrimStart(' ').Length;
        text.Append(' ', lead);
        foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (length > 0 && length + 1 + word.Length > Width - indent.Length)
            {
                text.Append('\n').Append(indent);
                length = 0;
            }

            text.Append(length > 0 ? " " : "").Append(word);
            length += word.Length + (length > 0 ? 1 : 0);
        }

        text.Append(blank ? "\n\n" : "\n");
    }
}
