using System.Text;
using HubFunctions.Mail;

namespace HubFunctions.Reminders;

/// <summary>The digest for GOV.UK Notify: headings, and links that stand on lines of their own.</summary>
public static class DigestMarkdown
{
    public static string Of(DigestView view)
    {
        var text = new StringBuilder();
        text.Append("# ")
            .Append(NotifyMarkdown.Words(view.Heading))
            .Append("\n\n")
            .Append(NotifyMarkdown.Of(view.Greeting))
            .Append("\n\n");
        if (view.AnswerAll is { } all)
            text.Append("Answer everything on one page, without an account:\n").Append(all).Append("\n\n");
        foreach (var section in view.Sections)
        {
            text.Append("# ").Append(NotifyMarkdown.Words(section.Heading)).Append("\n\n");
            if (section.Note is { } note)
                text.Append(note).Append("\n\n");
            foreach (var line in section.Lines)
                Append(text, line);
        }

        if (view.MoreText is { } more)
            text.Append(more).Append("\n\n");
        if (view.Everything is { } everything)
            text.Append("See all your items:\n").Append(everything).Append("\n\n");
        text.Append("---\n\n");
        foreach (var line in view.Signed)
            text.Append(NotifyMarkdown.Of(line)).Append("\n\n");
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder text, LineView line)
    {
        text.Append("## ").Append(NotifyMarkdown.Words(line.Title)).Append('\n');
        foreach (var part in line.Parts)
            text.Append(NotifyMarkdown.Of(part)).Append('\n');
        if (line.Answer is { } answer)
            text.Append("Answer: ").Append(answer).Append('\n');
        text.Append('\n');
    }
}
