using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>A span of days over which changes are told. Both days are London days; changes after the end of
/// <paramref name="From"/> count.</summary>
public sealed record Period(DateOnly From, DateOnly To, string Title)
{
    public string File => string.Create(CultureInfo.InvariantCulture, $"changes/{From:yyyy-MM-dd}..{To:yyyy-MM-dd}.html");
}

/// <summary>Which spans a plan's readers ask about.</summary>
public static class Periods
{
    /// <summary>Of a plan, each with a page of its own.</summary>
    public const int Years = 10;

    private static readonly string[] Ordinals =
    [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ];

    /// <summary>Since the last Board before today; where the plan names none, since the last quarter day; where the plan is
    /// younger than either, since it began.</summary>
    /// <param name="words">Of its title; English where left out.</param>
    public static Period Current(PublicPlan plan, DateOnly today, Wording? words = null)
    {
        var say = words ?? Wording.English;
        var start = Start(plan, today);
        if (start < plan.ReferenceDate.PlusDays(-1) && plan.ReferenceDate <= today)
            return new Period(
                plan.ReferenceDate.PlusDays(-1),
                today,
                say.Say($"What has changed since the plan began on {say.Day(plan.ReferenceDate)}"));
        return new Period(start, today, plan.Board.Contains(start)
            ? say.Say($"What has changed since the Board of {say.Day(start)}")
            : say.Say($"What has changed since the end of the last quarter, {say.Day(start)}"));
    }

    /// <summary>The last Board before today; where the plan names none, the last day of the last quarter.</summary>
    public static DateOnly Start(PublicPlan plan, DateOnly today)
    {
        var board = plan.Board.Where(b => b < today).DefaultIfEmpty().Max();
        return board != default ? board : new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1).AddDays(-1);
    }

    /// <summary>The span of a page by its file's name; null for another file.</summary>
    public static Period? Parse(PublicPlan plan, string file)
    {
        var say = Wording.Of(plan);
        if (Path.GetFileNameWithoutExtension(file).Split("..") is not [var first, var last]
            || !IsDate(first, out var from)
            || !IsDate(last, out var to))
            return null;
        return Ended(plan, DateOnly.MinValue, DateOnly.MaxValue).FirstOrDefault(p => p.From == from && p.To == to)
            ?? new Period(from, to, say.Say($"What changed between {say.Day(from)} and {say.Day(to)}"));

        static bool IsDate(string text, out DateOnly date) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    /// <summary>Spans that ended in the days from <paramref name="since"/> up to yesterday: from Board to Board, and each year of
    /// the plan.</summary>
    public static IEnumerable<Period> Ended(PublicPlan plan, DateOnly since, DateOnly today)
    {
        var say = Wording.Of(plan);
        bool HasEnded(DateOnly end) => end >= since && end < today;
        for (var i = 1; i < plan.Board.Count; i++)
        {
            if (HasEnded(plan.Board[i]))
                yield return new Period(
                    plan.Board[i - 1],
                    plan.Board[i],
                    say.Say($"What changed between the Boards of {say.Day(plan.Board[i - 1])} and {say.Day(plan.Board[i])}"));
        }

        for (var year = 0; year < Years; year++)
        {
            var end = plan.ReferenceDate.PlusMonths(12 * (year + 1));
            if (HasEnded(end))
                yield return new Period(
                    plan.ReferenceDate.PlusMonths(12 * year),
                    end,
                    say[$"What has changed in the {Ordinals[year]} year"]);
        }
    }
}
