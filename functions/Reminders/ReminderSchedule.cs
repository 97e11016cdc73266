using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>The days on which reminders are called for. Pure: what has been sent is the ledger's to say.</summary>
public sealed class ReminderSchedule(ReminderOptions settings, WorkingDays days)
{
    /// <summary>The newest occasion of a milestone up to a day; null before the first. An older one that never went out is
    /// overtaken by it.</summary>
    /// <param name="remindBy">The day that lead days count down to.</param>
    /// <param name="due">The last plausible due day.</param>
    public Occasion? Current(DateOnly remindBy, DateOnly due, MilestoneType type, DateOnly today)
    {
        var approaching = Newest(Leads(remindBy, due), today);
        var after = today <= due ? null
            : type == MilestoneType.Review ? Monthly(due, today)
            : Repeats(due, today);
        return after ?? approaching;
    }

    /// <summary>A lead day that is no working day moves to the one before. Whatever the leads are, the due day itself is one of
    /// them.</summary>
    public IEnumerable<Occasion> Leads(DateOnly remindBy, DateOnly due)
    {
        foreach (var lead in settings.LeadDays)
            yield return Before(remindBy.PlusDays(-lead));
        if (due > remindBy && settings.LeadDays.Contains(0))
            yield return Before(due);
    }

    /// <summary>The first day on which an answer counts for the approaching phase.</summary>
    public DateOnly ApproachStarts(DateOnly remindBy) =>
        days.OnOrBefore(EnteredDates.Within(remindBy.PlusDays(-settings.MaxLead)));

    /// <summary>A report that is due: on the day itself, then monthly.</summary>
    public Occasion? Report(DateOnly reportDue, DateOnly today)
    {
        if (Monthly(reportDue, today) is { } repeat)
            return repeat;
        var first = Before(reportDue) with { Phase = Phase.ReviewInterval };
        return first.Day <= today ? first : null;
    }

    /// <summary>The newest first chosen weekday of a month after a day.</summary>
    public Occasion? Monthly(DateOnly after, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        for (var back = 0; back < 2; back++, month = month.AddMonths(-1))
        {
            var nominal = settings.OverdueOn.Min(weekday => OnOrAfter(month, weekday));
            var day = days.OnOrAfter(nominal);
            if (nominal > after && day <= today)
                return new Occasion(nominal, day, Phase.ReviewInterval);
        }

        return null;
    }

    public int WorkingDaysSince(DateOnly due, DateOnly today, int enough)
    {
        var count = 0;
        for (var day = days.Next(due); day <= today && count < enough; day = days.Next(day))
            count++;
        return count;
    }

    private Occasion? Repeats(DateOnly due, DateOnly today)
    {
        // Two weeks reach past every run of bank holidays.
        for (var nominal = today; nominal > due && nominal > today.AddDays(-14); nominal = nominal.AddDays(-1))
        {
            if (settings.OverdueOn.Contains(nominal.DayOfWeek) && days.OnOrAfter(nominal) is var day && day <= today)
                return new Occasion(nominal, day, Phase.Overdue);
        }

        return null;
    }

    private Occasion Before(DateOnly nominal) => new(nominal, days.OnOrBefore(EnteredDates.Within(nominal)), Phase.Approaching);

    private static Occasion? Newest(IEnumerable<Occasion> occasions, DateOnly today) =>
        occasions.Where(o => o.Day <= today).MaxBy(o => (o.Day, o.Nominal));

    private static DateOnly OnOrAfter(DateOnly date, DayOfWeek weekday) => date.AddDays((weekday - date.DayOfWeek + 7) % 7);
}
