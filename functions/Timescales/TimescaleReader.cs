namespace HubFunctions.Timescales;

public sealed class TimescaleReader : ITimescaleReader
{
    public TimescaleReading Read(string? text, DateOnly reference, PlanCalendar? calendar = null) =>
        new(text ?? "", TimescaleKind.Unknown, null, null, [], Confidence.None, []);
}
