namespace HubFunctions.Plans;

/// <summary>Who stands behind what is published of a plan, and on what terms: shown on its pages, mails and answer pages. Every text is public.
/// Statements are a web address, or words.</summary>
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
}

public enum PlanLanguage
{
    En,
    Cy,
}
