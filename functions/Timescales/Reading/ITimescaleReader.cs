namespace HubFunctions.Timescales;

/// <summary>Reads a plan's timescale words. Pure: the same words, reference date and calendar always give the same reading.
/// Never throws.</summary>
public interface ITimescaleReader
{
    /// <param name="text">The words as written; null or blank reads as <see cref="TimescaleKind.Unknown"/>.</param>
    /// <param name="reference">The date from which the words were written, normally the plan's approval.</param>
    /// <param name="calendar">The plan's own dates; null for none.</param>
    TimescaleReading Read(string? text, DateOnly reference, PlanCalendar? calendar = null);
}
