using System.Globalization;
using HubFunctions.Http;

namespace HubFunctions.Reminders;

/// <summary>Signed links for one purpose: to answer a reminder. Expiry follows the real clock.</summary>
public sealed class ReplyLinks(SigningKeys keys, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(45);

    /// <summary>Longer ones are refused unread.</summary>
    public const int MaxLength = 4_000;

    /// <summary>Longer addresses are never sent: mail programs and proxies cut them.</summary>
    public const int MaxSent = 2_000;

    private readonly SignedText _signed = new(keys, "hub: respond link, version 1"u8, MaxLength);

    public string Make(ResponseLink link)
    {
        var expires = (clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        return _signed.Sign(string.Create(CultureInfo.InvariantCulture, $"{expires}|{link}"));
    }

    public LinkResult Read(string token)
    {
        if (_signed.Read(token)?.Split('|', 2) is not { Length: 2 } parts
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            || ResponseLink.Parse(parts[1]) is not { } link)
            return new LinkResult.Altered();
        return expires < clock.GetUtcNow().ToUnixTimeSeconds() ? new LinkResult.Expired(link) : new LinkResult.Valid(link);
    }
}

public abstract record LinkResult
{
    public sealed record Valid(ResponseLink Link) : LinkResult;

    public sealed record Expired(ResponseLink Link) : LinkResult;

    public sealed record Altered : LinkResult;
}
