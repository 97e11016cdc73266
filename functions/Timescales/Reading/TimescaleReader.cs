namespace HubFunctions.Timescales;

/// <summary>Reads a plan's timescale words by the hub's conventions: text → tokens (<see cref="Tokenizer"/>) → expressions
/// (<see cref="ExpressionGrammar"/>) → windows (<see cref="Resolver"/>) → one reading (<see cref="Composer"/>).
/// Stateless; safe to share between threads; its cost grows linearly with the text.</summary>
public sealed class TimescaleReader : ITimescaleReader
{
    /// <summary>A timescale that names more dates than this is a document; the rest is left unread, and the assumptions say
    /// so.</summary>
    public const int MostDates = 100;

    /// <inheritdoc/>
    public TimescaleReading Read(string? text, DateOnly reference, PlanCalendar? calendar = null) =>
        Read(text, reference, calendar, out _);

    /// <inheritdoc cref="Read(string?, DateOnly, PlanCalendar?)"/>
    /// <param name="text">The words as written.</param>
    /// <param name="reference">The date from which the words were written.</param>
    /// <param name="calendar">The plan's own dates; null for none.</param>
    /// <param name="looks">How often a token was looked at, a count of the work done.</param>
    internal static TimescaleReading Read(string? text, DateOnly reference, PlanCalendar? calendar, out long looks)
    {
        looks = 0;
        if (string.IsNullOrWhiteSpace(text))
        {
            return new(text ?? "", TimescaleKind.Unknown, null, null, [], Confidence.None, []);
        }

        var almanac = new Almanac(reference, calendar);
        using var tokens = Tokenizer.Tokenize(text);
        var cursor = new Cursor(tokens.Tokens, tokens.Folded, almanac.Reference.Year);
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

        cues.IsCut = cursor.At < cursor.Count;

        var findings = expressions is null ? [] : Resolver.Resolve(ref cursor, expressions, cues, almanac);
        var reading = Composer.Compose(ref cursor, text, findings, cues, almanac);
        looks = cursor.Looks;
        return reading;
    }
}
