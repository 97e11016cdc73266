using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots.Pages;

/// <summary>The axis of the timeline: days as a share of 1000.</summary>
public sealed class Timeline
{
    private const int MaxRows = 150;
    private const double Width = 1000;

    private readonly DateOnly _from;
    private readonly DateOnly _to;

    public Timeline(SnapshotView view)
    {
        Today = view.Today;
        Rows = [.. view.Shown.Where(IsDated).Take(MaxRows)];
        Dated = view.Tree.Count(IsDated);
        var days = Rows.SelectMany(r => r.Item.Milestones)
            .SelectMany(m => new[] { m.Earliest, m.Due, m.Forecast })
            .OfType<DateOnly>()
            .Append(Today)
            .ToList();
        (_from, _to) = (days.Min().PlusDays(-20), days.Max().PlusDays(20));
    }

    public DateOnly Today { get; }

    public IReadOnlyList<Placed> Rows { get; }

    /// <summary>How many items have a date, shown or not.</summary>
    public int Dated { get; }

    /// <summary>Firsts of January, or of each quarter where the span is short.</summary>
    public IEnumerable<(double At, string Name)> Ticks(Wording say)
    {
        var days = _to.DayNumber - _from.DayNumber;
        var months = days switch { < 550 => 3, < 1100 => 6, < 3000 => 12, < 30_000 => 24, _ => 12 * (days / 7_300) };
        for (
            var (day, before) = (new DateOnly(_from.Year, 1, 1), DateOnly.MinValue);
            day <= _to && (day > before || day == DateOnly.MinValue);
            (before, day) = (day, day.PlusMonths(months)))
        {
            if (day > _from)
                yield return (At(day), months < 12 ? say.Month(day) : day.ToString("yyyy", CultureInfo.InvariantCulture));
        }
    }

    private static bool IsDated(Placed placed) => placed.Item.Milestones.Any(m => m.Due is not null);

    public double At(DateOnly day) => Width * (day.DayNumber - _from.DayNumber) / (_to.DayNumber - _from.DayNumber);

    /// <summary>Left edge and width of a step's window. Where only the last day is known the window is short and its start is
    /// drawn open.</summary>
    public (double Left, double Width) Window(PublicMilestone step)
    {
        var due = At(step.Due!.Value.PlusDays(1));
        var left = step.Earliest is { } earliest ? At(earliest) : Math.Max(0, due - 30);
        return (left, Math.Max(6, due - left));
    }
}
