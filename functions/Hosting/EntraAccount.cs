using System.Security.Claims;

namespace HubFunctions.Hosting;

/// <summary>Who a token is about, for good: names and addresses pass on to others. Source: the claims <c>oid</c> and
/// <c>sub</c> of Entra's ID and
/// access tokens.</summary>
internal static class EntraAccount
{
    /// <summary>With the kind of claim before it, for what is one person's <c>oid</c> may be another's name.</summary>
    public static string Of(ClaimsIdentity claims)
    {
        foreach (var kind in (ReadOnlySpan<string>)["oid", "sub", "preferred_username", "name"])
        {
            if (claims.FindFirst(kind)?.Value is { Length: > 0 } value)
                return $"{kind}:{value}";
        }

        return "";
    }

    /// <summary>Somebody who has not signed in yet, by their object id in the directory.</summary>
    public static string OfObject(Guid id) => $"oid:{id:D}";
}
