namespace HubFunctions.Tests.Hosting;

/// <summary>Requests to storage of what the hub does; every figure is counted by <see cref="CountedRequestTests"/>.</summary>
internal static class Counted
{
    /// <summary>Of an item that the app knows; many at once share one.</summary>
    public static readonly RequestCount Update = new(1);
    public static readonly RequestCount FirstUpdate = new(2);

    /// <summary>Before a commit, where the process wrote none of the plan within 20 s.</summary>
    public static readonly RequestCount Hint = new(1);

    /// <summary>The end of a timer's run is stored; a success not within four minutes of another.</summary>
    public static readonly RequestCount TimerRun = new(1);

    /// <summary>Without the Functions host, which has a lock of its own.</summary>
    public static readonly RequestCount LocalLock = new(0, 0, 1);

    public static readonly RequestCount UnchangedPlan = new(1);
    public static readonly RequestCount FirstPublication = new(11, 25, 60);

    /// <summary>A tick of the publishing timer that finds nothing changed, at any number of plans: hints are read.</summary>
    public static readonly RequestCount PublishTick = new(1);

    /// <summary>Once in five minutes, and where there is more to say than when a tick started.</summary>
    public static readonly RequestCount MarkStored = new(1);

    /// <summary>By a tick whose process has completed none within ten minutes.</summary>
    public static readonly RequestCount MarkRead = new(1);

    /// <summary>Once a process: container and the files that all plans share, written where they are missing.</summary>
    public static readonly RequestCount StartOfPublishing = new(0, 11, 10);
    public static readonly RequestCount ItemDue = new(1);

    /// <summary>Reserve and confirm.</summary>
    public static readonly RequestCount Digest = new(2);
    public static readonly RequestCount Readiness = new(2, 2);

    /// <summary>Of an item that changed its status: plan, chain and confirmation; the item's page, both lists of plans, and every
    /// file but the calendar, the badge, those of measures and those that say nothing of items.</summary>
    public static readonly RequestCount Publication = new(3, 0, 18);

    /// <summary>Less where only its words change: the list, the image of the totals and the page of plans stay.</summary>
    public static readonly RequestCount WordsOnly = Publication + new RequestCount(0, 0, -3);

    /// <summary>By a process that did not publish the plan last: what earlier publications told, the lists of plans, the item's
    /// page, and leave to change those.</summary>
    public static readonly RequestCount PastRead = new(2, 6, 1);

    /// <summary>The first tick of an account, which has no mark, looks at every plan.</summary>
    public static RequestCount FirstPublishTick(int plans) =>
        MarkRead + MarkStored + new RequestCount(1) + (plans * UnchangedPlan);

    /// <summary>Once an hour: the list of plans, each plan, the mark.</summary>
    public static RequestCount PublishSweep(int plans) => new RequestCount(1) + MarkStored + (plans * UnchangedPlan);

    /// <summary>The hourly look.</summary>
    /// <param name="plans">Of up to 1,000 items each: on a new day all that partners report on, else those of silent
    /// ones.</param>
    public static RequestCount SilentPartners(int plans) => new(3 + plans);

    /// <summary>Where nobody subscribes: the mark, the plans, each plan's subscribers, and the mark again after every
    /// sixteen.</summary>
    public static RequestCount DigestsOfDay(int plans) => new(2 + plans + Math.Ceiling(plans / 16.0));

    /// <summary>With nothing due: state, the ledger's past days and its own, the plans, the mark.</summary>
    public static RequestCount FirstSweepOfDay(int plans) => new(5 + (2 * plans));

    /// <summary>A later one with nothing due, within sending hours, at any number of plans.</summary>
    /// <param name="changed">Plans that hints name.</param>
    public static RequestCount ReminderTick(int changed) => new(changed == 0 ? 3 : 4 + (2 * changed));

    /// <summary>The list of plans, where none has changed since the last: ids and lines, a thousand at a time, and
    /// hints.</summary>
    public static RequestCount PlanList(int plans) => new(1 + (2 * Math.Ceiling(plans / 1000.0)));

    public static RequestCount Housekeeping(int plans) => new(13 + (3 * plans), 1);
}
