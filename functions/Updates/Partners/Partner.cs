using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>A body that reports. No secret is kept: secrets and tokens are derived from the signing key and
/// <see cref="Generation"/>.</summary>
public sealed record Partner
{
    public required string Id { get; init; }
    public string Name { get; init; } = "";

    /// <summary>Ids of the plans of which it may report on every item.</summary>
    public IReadOnlyList<string> Plans { get; init; } = [];

    /// <summary>Single items that it may also report on, as <c>plan/item</c>.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>What the partner's own words and colours mean.</summary>
    public IReadOnlyDictionary<string, StatusMeaning> StatusWords { get; init; } = new Dictionary<string, StatusMeaning>();

    /// <summary>Number of the secret and token in force; the first is 1.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>Earlier secrets and tokens that still work for a while.</summary>
    public IReadOnlyList<RetiredGeneration> Retired { get; init; } = [];

    /// <summary>When it was entered (UTC, the hub's calendar).</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Tells a writer whose answer got lost that the row it meets is its own.</summary>
    public Guid? Attempt { get; init; }

    /// <summary>The request that made the secret in force, where it named itself: its repeat is answered the same for a
    /// while.</summary>
    public SecretRequest? Issued { get; init; }

    public bool MayReportOn(string plan, string item) => Plans.Contains(plan) || Items.Contains($"{plan}/{item}");

    /// <summary>Every plan in which its updates can be.</summary>
    public IReadOnlyList<string> AllPlans() => [.. Plans.Concat(Items.Select(i => i[..i.IndexOf('/')])).Distinct()];
}

/// <param name="Key">SHA-256 of the idempotency key and of what was asked for, hex.</param>
/// <param name="At">UTC, the real clock.</param>
public sealed record SecretRequest(string Key, DateTimeOffset At);

/// <param name="Until">UTC, the real clock.</param>
public sealed record RetiredGeneration(int Generation, DateTimeOffset Until);
