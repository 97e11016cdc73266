using HubFunctions.Http;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>How many sign-ups count at a time.</summary>
public static class SignUpLimit
{
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Attempts an hour.</summary>
    public static readonly PlaceLimit Network = new("network", 20);

    /// <summary>Questions an hour.</summary>
    public static readonly PlaceLimit Plan = new("plan", 200);

    /// <summary>One question of a plan to a mailbox in this time.</summary>
    public static readonly TimeSpan AskedFor = TimeSpan.FromHours(24);

    /// <summary>How long a question that is under way keeps others back: longer than it can take.</summary>
    public static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(5);

    /// <summary>Addresses that commonly reach one mailbox: case, dots and what follows a plus do not count. Only the limit goes
    /// by it; two people whom it takes for one wait a day.</summary>
    public static string MailboxOf(string plan, string address)
    {
        var at = address.LastIndexOf('@');
        var local = address[..at];
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        var mailbox = (plus > 0 ? local[..plus] : local).Replace(".", "", StringComparison.Ordinal);
        return $"{plan}|{mailbox}{address[at..]}".ToLowerInvariant();
    }
}
