namespace HubFunctions.Updates;

/// <summary>Bounds on a partner's record.</summary>
public static class PartnerLimits
{
    public const int Plans = 200;
    public const int Items = 2_000;
    public const int StatusWords = 200;

    /// <summary>Characters of one status word.</summary>
    public const int Word = 100;

    /// <summary>Retired generations that work at the same time.</summary>
    public const int Retired = 3;

    /// <summary>How long old secrets work after a rotation.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>How long a secret is told again to a repeat of the request that made it.</summary>
    public static readonly TimeSpan RepeatedFor = TimeSpan.FromHours(1);
}
