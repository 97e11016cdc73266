namespace HubFunctions.Timescales;

/// <summary>Times that hang on an event stay unresolved until the plan's calendar holds its date (conventions, rule
/// 10).</summary>
internal static class Events
{
    public static Window Of(Expression expression, Almanac almanac, ReadOnlySpan<char> folded)
    {
        var date = expression.Shape == Shape.Meeting ? almanac.NextBoardMeeting() ?? almanac.Event(folded)
            : almanac.Event(folded);
        var until = expression.Bound is Bound.By or Bound.Until or Bound.Before;
        if (date is not { } day)
        {
            almanac.Notes.Add(Confidence.None, "Hangs on an event whose date is not entered yet.");
            return new(TimescaleKind.EventLinked, until ? almanac.Reference : null, null);
        }

        almanac.Notes.Add(Confidence.Medium, $"The event's date is entered as {WindowText.Day(day)}.");
        return Bounds.Apply(Window.Day(TimescaleKind.EventLinked, day), expression.Bound, default, almanac);
    }
}
