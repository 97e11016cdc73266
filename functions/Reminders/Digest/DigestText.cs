using System.Text;

namespace HubFunctions.Reminders;

/// <summary>The digest as plain text, lines up to 76 characters where words allow.</summary>
public static class DigestText
{
    private const int Width = 76;

    public static string Of(DigestView view)
    {
        var text = new StringBuilder();
        Paragraph(text, view.Greeting);
        if (view.AnswerAll is { } all)
            text.Append("Answer everything on one page (no account needed):\n").Append(all).Append("\n\n");
        foreach (var section in view.Sections)
        {
            text.Append(section.Heading.ToUpperInvariant()).Append("\n\n");
            foreach (var line in section.Lines)
                Append(text, line);
        }

        if (view.More > 0)
            Paragraph(text, $"And {view.More} more, which would not fit here. They stay on your list.");
        if (view.HasDates)
            Paragraph(text, "The dates are attached for your calendar.");
        Paragraph(text, DigestView.Footer);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder text, LineView line)
    {
        Paragraph(text, $"* {line.Title}", "  ", blank: false);
        foreach (var part in new[] { line.Plan, line.Step, line.When, line.Meaning }.Concat(line.Assumptions).Append(line.Why))
        {
            if (!string.IsNullOrEmpty(part))
                Paragraph(text, "  " + part, "  ", blank: false);
        }

        text.Append("  Answer: ").Append(line.Answer).Append("\n\n");
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
