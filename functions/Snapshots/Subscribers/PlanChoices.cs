using System.Collections.Concurrent;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>What a reader of a plan may choose.</summary>
/// <param name="Themes">The headings at its top, in its order.</param>
/// <param name="HasBoard">Whether it names meetings of its Board.</param>
public sealed record PlanChoices(IReadOnlyList<PlanTheme> Themes, bool HasBoard)
{
    private const int MaxThemes = 50;

    public static readonly PlanChoices None = new([], HasBoard: false);

    /// <summary>Of what is public; a heading whose title is held back cannot be named.</summary>
    public static PlanChoices Of(Snapshot now)
    {
        var parents = now.Items.Select(i => i.Parent).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var headings = now.Items.Where(i => i.Parent is null && i.Title.Length > 0 && parents.Contains(i.Id));
        return new([.. headings.Take(MaxThemes).Select(i => new PlanTheme(i.Id, i.Title))], now.Plan.Board.Count > 0);
    }
}

public sealed record PlanTheme(string Id, string Title);

/// <summary>Remembers a plan's choices for a while: a plan of many items is read once for many who sign up.</summary>
public sealed class PlanChoicesCache(PublicFiles files, TimeProvider clock)
{
    private const int MaxPlans = 1_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, PlanChoices Choices)> _known = new(StringComparer.Ordinal);

    public async Task<PlanChoices> OfAsync(string plan, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(plan, out var known) && now - known.At < Fresh)
            return known.Choices;
        var choices = await files.NewestAsync(plan, stop) is { } newest ? PlanChoices.Of(newest) : PlanChoices.None;
        if (_known.Count >= MaxPlans)
            _known.Clear();
        _known[plan] = (now, choices);
        return choices;
    }
}
