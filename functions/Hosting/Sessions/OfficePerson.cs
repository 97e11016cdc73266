using System.Security.Cryptography;
using System.Text;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>Somebody who signs in with Entra ID, or will.</summary>
/// <param name="Id">In addresses: a hash of the account.</param>
/// <param name="Name">As the tenant says it, or as it was entered before they came.</param>
/// <param name="Role">At the last sign-in; null before the first.</param>
/// <param name="SeenAt">The last sign-in (UTC, the real clock).</param>
/// <param name="Limit">Null for who is not limited.</param>
public sealed record OfficePerson(string Id, string Name, SessionRole? Role, DateTimeOffset? SeenAt, PlanReach? Limit)
{
    /// <summary>Plans and organisations together.</summary>
    public const int MostLimits = 100;

    /// <summary>Changes with the limits alone, not with a sign-in.</summary>
    public string Version => VersionOf(Limit);

    public static string VersionOf(PlanReach? limit) => Hash(limit is null ? "" : HubJson.Store(limit))[..16];

    public static string IdOf(string account) => Hash(account)[..40];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>That somebody changed what a person is limited to.</summary>
/// <param name="At">UTC, the real clock.</param>
/// <param name="By">Who did.</param>
public sealed record LimitChange(DateTimeOffset At, string By, PlanReach? Before, PlanReach? After);
