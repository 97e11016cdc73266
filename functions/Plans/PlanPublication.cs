namespace HubFunctions.Plans;

/// <summary>Who stands behind what is published of a plan, and on what terms: shown on its pages, mails and answer pages. Every
/// text is public. Statements are a web address, or words.</summary>
public sealed record PlanPublication
{
    /// <summary>Name of the licence that the data may be used under.</summary>
    public string? Licence { get; init; }
    public string? LicenceUrl { get; init; }

    /// <summary>Whom to ask: an e-mail address, which replies to mails then go to, a web address, or words.</summary>
    public string? Contact { get; init; }

    /// <summary>How to comment on the plan.</summary>
    public string? Comment { get; init; }

    /// <summary>The accessibility statement.</summary>
    public string? Accessibility { get; init; }

    /// <summary>The privacy notice.</summary>
    public string? Privacy { get; init; }

    /// <summary>What each status means.</summary>
    public string? Statuses { get; init; }

    /// <summary>Of the fixed words on published pages. Left out: English.</summary>
    public PlanLanguage? Language { get; init; }

    /// <summary>First day (London) on which nothing new is published.</summary>
    public DateOnly? HoldFrom { get; init; }

    /// <summary>Last such day.</summary>
    public DateOnly? HoldUntil { get; init; }

    /// <summary>Whether a day in London is one of them. Without a last day there is no end.</summary>
    public bool IsHeld(DateOnly today) =>
        (HoldFrom ?? HoldUntil) is not null && !(today < HoldFrom) && !(today > HoldUntil);

    /// <summary>The first day after today on which that changes; null for none.</summary>
    public DateOnly? HoldTurns(DateOnly today) =>
        new[] { HoldFrom, HoldUntil?.PlusDays(1) }.Where(day => day > today).Min();
}

public enum PlanLanguage
{
    En,
    Cy,
}
