using System.Globalization;
using HubFunctions.Http;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>What a subscriber's link is for.</summary>
public enum SubscriberLink
{
    /// <summary>Good for a week.</summary>
    Confirm,

    /// <summary>Good for as long as the mail is kept.</summary>
    Unsubscribe,
}

/// <summary>Signed links for one purpose each. Expiry follows the real clock.</summary>
public sealed class SubscriberTokens(SigningKeys keys, TimeProvider clock)
{
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromDays(7);
    private const int MaxLength = 400;

    private readonly SignedText _signed = new(keys, "hub: subscriber link, version 1"u8, MaxLength);

    public string Make(SubscriberLink purpose, string plan, string id)
    {
        var expires = purpose == SubscriberLink.Confirm ? (clock.GetUtcNow() + ConfirmWithin).ToUnixTimeSeconds() : long.MaxValue;
        return _signed.Sign(string.Create(CultureInfo.InvariantCulture, $"{purpose}|{expires}|{plan}|{id}"));
    }

    /// <returns>Null for a link that was altered, has expired or is for something else.</returns>
    public (string Plan, string Id)? Read(SubscriberLink purpose, string token) =>
        _signed.Read(token)?.Split('|') is [var what, var until, var plan, var id]
        && what == purpose.ToString() && long.Parse(until, CultureInfo.InvariantCulture) >= clock.GetUtcNow().ToUnixTimeSeconds()
            ? (plan, id)
            : null;
}
