using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>The next day in London on which what is public of a plan can change by itself. Pure.</summary>
public static class NextDay
{
    /// <summary>Where nothing changes without a commit.</summary>
    public static readonly DateOnly Never = DateOnly.MaxValue;

    /// <param name="today">The day for which the plan was looked at.</param>
    /// <returns>After <paramref name="today"/>. Nothing changes before; on the day itself something may.</returns>
    public static DateOnly After(PlanHeader plan, IReadOnlyList<PlanItem> items, DateOnly today) =>
        Spans(plan, today)
            .Concat(items.SelectMany(item => StandingDays.Of(plan, item)))
            .Where(day => day > today)
            .DefaultIfEmpty(Never)
            .Min();

    /// <summary>The first day of a span that "what has changed" tells of, see <see cref="Periods"/>; and of an organisation's
    /// successor.</summary>
    private static IEnumerable<DateOnly> Spans(PlanHeader plan, DateOnly today)
    {
        var quarter = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1).PlusMonths(3);
        var years = Enumerable.Range(1, Periods.Years).Select(year => plan.ReferenceDate.PlusMonths(12 * year).PlusDays(1));
        var successions = plan.Organisations.Select(o => o.From).OfType<DateOnly>();
        return [quarter, plan.ReferenceDate, .. successions, .. plan.Calendar.Board.Select(day => day.PlusDays(1)), .. years];
    }
}
