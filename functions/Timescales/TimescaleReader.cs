namespace HubFunctions.Timescales;

/// <summary>Reads a plan's timescale words by the hub's conventions: text → tokens (<see cref="Scanner"/>) → expressions
/// (<see cref="ExpressionGrammar"/>) → windows (<see cref="Resolver"/>) → one reading (<see cref="Composer"/>).
/// Stateless; safe to share between threads; its cost grows linearly with the text.</summary>
public sealed class TimescaleReader : ITimescaleReader
{
    /// <summary>A timescale that names more dates than this is a document; the rest is left unread, and the assumptions say so.</summary>
    public const int MostDates = 100;

    /// <inheritdoc/>
    public TimescaleReading Read(string? text, DateOnly reference, PlanCalendar? calendar = null)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new(text ?? "", TimescaleKind.Unknown, null, null, [], Confidence.None, []);
        }

        var almanac = new Almanac(reference, calendar);
        using var scan = Scanner.Scan(text);
        var cursor = new Cursor(scan.Tokens, scan.Folded, almanac.Reference.Year);
        var cues = new Cues();
        List<Expression>? expressions = null;
        while (cursor.At < cursor.Count && (expressions?.Count ?? 0) < MostDates)
        {
            if (ExpressionGrammar.TryRead(ref cursor, out var expression))
            {
                (expressions ??= []).Add(expression);
            }
            else
            {
                cues.See(ref cursor);
            }
        }

        if (cursor.At < cursor.Count)
        {
            almanac.Notes.Add(Confidence.Low, $"Only the first {MostDates} dates are read.");
        }

        var findings = expressions is null ? [] : Resolver.Resolve(ref cursor, expressions, cues, almanac);
        return Composer.Compose(ref cursor, text, findings, cues, almanac);
    }
}
