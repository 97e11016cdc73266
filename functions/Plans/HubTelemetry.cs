using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HubFunctions.Plans;

/// <summary>What the hub measures of itself. Tags hold outcomes and names of functions and timers, never an id, a name or an
/// address.</summary>
public static class HubTelemetry
{
    /// <summary>Of the meter and of the traces.</summary>
    public const string Name = "HubFunctions";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> UpdateCount = Meter.CreateCounter<long>(
        "hub.updates",
        "{update}",
        "Updates taken in, by outcome");
    private static readonly Gauge<long> QuarantineCount = Meter.CreateGauge<long>(
        "hub.quarantine.size",
        "{update}",
        "Updates in quarantine");
    private static readonly Gauge<double> QuarantineOldest = Meter.CreateGauge<double>(
        "hub.quarantine.age",
        "s",
        "Age of the oldest update in quarantine");
    private static readonly Histogram<double> DigestLag = Meter.CreateHistogram<double>(
        "hub.reminder.lag",
        "s",
        "From the moment a digest was due to its sending");
    private static readonly Gauge<double> OldestChange = Meter.CreateGauge<double>(
        "hub.snapshot.age",
        "s",
        "Age of the oldest change that no snapshot carries");
    private static readonly Gauge<long> SilentCount = Meter.CreateGauge<long>(
        "hub.partners.silent",
        "{partner}",
        "Partners from whom nothing came within a plan's review interval");
    private static readonly Histogram<double> TimerTime = Meter.CreateHistogram<double>(
        "hub.timer.duration",
        "s",
        "Run of a timer");

    public static readonly ActivitySource Traces = new(Name);

    public static void Updates(Outcome outcome, int count)
    {
        if (count > 0)
            UpdateCount.Add(count, new KeyValuePair<string, object?>("outcome", Word(outcome)));
    }

    public static void Quarantine(long size, TimeSpan oldest)
    {
        QuarantineCount.Record(size);
        QuarantineOldest.Record(oldest.TotalSeconds);
    }

    public static void ReminderLag(TimeSpan lag) => DigestLag.Record(lag.TotalSeconds);

    public static void SnapshotAge(TimeSpan age) => OldestChange.Record(age.TotalSeconds);

    public static void SilentPartners(int count) => SilentCount.Record(count);

    public static void Timer(string timer, TimeSpan took, bool succeeded) =>
        TimerTime.Record(
            took.TotalSeconds,
            new KeyValuePair<string, object?>("timer", timer),
            new KeyValuePair<string, object?>("outcome", succeeded ? "success" : "failure"));

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Stored => "stored",
        Outcome.Duplicate => "duplicate",
        Outcome.Late => "late",
        _ => "quarantined",
    };
}
