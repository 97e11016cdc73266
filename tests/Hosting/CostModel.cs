using System.Globalization;
using HubFunctions.Hosting;
using HubFunctions.Reminders;

namespace HubFunctions.Tests.Hosting;

/// <summary>A year of one hub, worked out from <see cref="Counted"/>. What is not counted is an upper bound: every update comes
/// alone to an item not looked at lately and is published by itself, and every reminder is a mail of its own.</summary>
/// <param name="Updates">A year.</param>
internal sealed record CostModel(int Plans, int Items, int Updates)
{
    public const double InstanceGigabytes = 2;

    /// <summary>Flex Consumption, on demand: what an execution costs at least, in seconds.</summary>
    public const double LeastSeconds = 1;

    /// <summary>Of the availability test in infra/modules/readiness.bicep: three places, every five minutes.</summary>
    public const int Probes = 3 * 12 * 24 * 365;

    /// <summary>Assumed list prices in pounds, for ten thousand.</summary>
    public static readonly RequestCount Price = new(0.0003, 0.004, 0.05);
    public const double PricePerGigabyteSecond = 0.00002;
    public const double PricePerMillionExecutions = 0.32;
    public const double FreeGigabyteSeconds = 12 * 100_000;
    public const double FreeExecutions = 12 * 250_000;

    private const int WorkingDays = 253;
    private const int Days = 365;

    /// <summary>Assumed; Table Storage answers most requests faster.</summary>
    private const double SecondsPerRequest = 0.005;

    private static readonly int PublishTicks = TicksAYear("PublishSnapshots");
    private static readonly int NewsletterTicks = TicksAYear("SendNewsletters");
    private static readonly int ReminderTicks = TicksAYear("SendReminders");
    private static readonly int Leads = new ReminderOptions().LeadDays.Count;

    /// <summary>Quarters of an hour from 08:00 to 18:00.</summary>
    private const int SweepsADay = 40;
    private const int LaterSweeps = SweepsADay - 1;

    /// <summary>What each plan that changed adds to a later sweep.</summary>
    private static readonly RequestCount ChangedPlan = Counted.ReminderTick(2) + (-1 * Counted.ReminderTick(1));

    /// <summary>Assumed: the instance that runs the timers is replaced so often, and has not published any plan before.</summary>
    private const int ReplacementsADay = 1;

    /// <summary>Minutes between two marks, and between two successes of one timer, that are stored.</summary>
    private const int MarkEvery = 5;
    private const int SuccessEvery = 4;
    private const int Minutes = Days * 24 * 60;

    public RequestCount Publishing =>
        (PublishTicks * Counted.PublishTick)
        + (Minutes / MarkEvery * Counted.MarkStored)
        + (Minutes / SuccessEvery * Counted.TimerRun)
        + (Days * 24 * Counted.PublishSweep(Plans));

    public RequestCount Newsletters => (NewsletterTicks * Counted.TimerRun) + (Days * Counted.DigestsOfDay(Plans));

    /// <summary>Assumed: an item changes its status no oftener than once a quarter.</summary>
    private double StatusChanges => Math.Min(Updates, 4 * Items);

    public RequestCount Publications =>
        (Updates * Counted.UnchangedPlan)
        + (StatusChanges * Counted.Publication)
        + ((Updates - StatusChanges) * Counted.WordsOnly)
        + (Math.Min(Updates, Days * ReplacementsADay * Plans) * Counted.PastRead);

    public RequestCount Reporting => Updates * (Counted.FirstUpdate + Counted.Hint);

    public RequestCount Reminding =>
        (ReminderTicks * Counted.TimerRun)
        + (WorkingDays * (Counted.FirstSweepOfDay(Plans) + (LaterSweeps * Counted.ReminderTick(1))))
        + (Updates * ChangedPlan)
        + (Items * Leads * (Counted.ItemDue + Counted.Digest));

    public RequestCount Operating =>
        (Days * (Counted.Housekeeping(Plans) + Counted.TimerRun)) + (Probes * Counted.Readiness) + Silence;

    /// <summary>At most a tenth of the plans have a silent partner, whose plan is looked at every hour.</summary>
    public RequestCount Silence =>
        Days * (Counted.SilentPartners(Plans) + (23 * Counted.SilentPartners(Plans / 10)) + (24 * Counted.TimerRun));

    public RequestCount Requests => Publishing + Newsletters + Publications + Reporting + Reminding + Operating;

    public double Executions => PublishTicks + NewsletterTicks + (24 * Days) + ReminderTicks + Days + Updates + Probes;

    /// <summary>Each execution by itself, as if none ever shared an instance.</summary>
    public double GigabyteSeconds =>
        InstanceGigabytes
        * ((PublishTicks * Seconds(Counted.PublishTick))
            + (Total(Publications) * SecondsPerRequest)
            + (WorkingDays * (Seconds(Counted.FirstSweepOfDay(Plans)) + (LaterSweeps * LeastSeconds)))
            + ((ReminderTicks - (WorkingDays * SweepsADay)) * LeastSeconds)
            + (Days * Seconds(Counted.Housekeeping(Plans)))
            + ((Updates + Probes) * LeastSeconds)
            + (Days * (Seconds(Counted.SilentPartners(Plans)) + (23 * Seconds(Counted.SilentPartners(Plans / 10)))))
            + (NewsletterTicks * LeastSeconds)
            + (Days * Seconds(Counted.DigestsOfDay(Plans))));

    public double StoragePounds =>
        ((Requests.Tables * Price.Tables) + (Requests.BlobReads * Price.BlobReads) + (Requests.BlobWrites * Price.BlobWrites))
        / 10_000;

    public double RunningPounds =>
        (Math.Max(0, GigabyteSeconds - FreeGigabyteSeconds) * PricePerGigabyteSecond)
        + (Math.Max(0, Executions - FreeExecutions) / 1_000_000 * PricePerMillionExecutions);

    public static double Total(RequestCount requests) => requests.Tables + requests.BlobReads + requests.BlobWrites;

    private static double Seconds(RequestCount requests) => Math.Max(LeastSeconds, Total(requests) * SecondsPerRequest);

    private static int TicksAYear(string timer)
    {
        var from = DateTime.Parse("2026-01-01", CultureInfo.InvariantCulture);
        var schedule = TimerFunction.Parse(FunctionMethods.Timers.Single(t => t.Name == timer).Schedule);
        return Days * schedule.GetNextOccurrences(from.AddSeconds(-1), from.AddDays(1)).Count();
    }
}
