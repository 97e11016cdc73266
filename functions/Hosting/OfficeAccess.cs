using System.Security.Cryptography;
using System.Text;
using HubFunctions.Http;

namespace HubFunctions.Hosting;

/// <summary>Lets the programme office in: <c>Authorization: Bearer</c> with the admin key, or with an Entra ID token where that
/// is set up.</summary>
public sealed class OfficeAccess(OfficeOptions options, TableOfficePeople people, TimeProvider clock, ILogger<OfficeAccess> log)
    : IOfficeCheck, IDisposable
{
    private readonly byte[] _key = Digest(options.AdminKey);

    // Made with the first token: a hub without them never loads what reads them.
    private readonly Lazy<EntraTokens>? _tokens = options.Entra is { } entra
        ? new(() => new EntraTokens(entra, clock, log))
        : null;

    /// <summary>Null when the caller is the office.</summary>
    public async ValueTask<IResult?> RefusalAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } value || !value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return Refuse(
                context,
                $"Send the admin key{(_tokens is null ? "" : " or an Entra ID token")} as Authorization: Bearer.");
        var token = value["Bearer ".Length..].Trim();
        if (IsAdminKey(token))
            return null;
        return _tokens is null || !EntraTokens.LooksLikeOne(token)
            ? Refuse(context, "The admin key is not right.")
            : await JudgeAsync(context, _tokens.Value, token);
    }

    public bool IsAdminKey(string key) => CryptographicOperations.FixedTimeEquals(Digest(key), _key);

    /// <summary>For what anyone may ask and the office is told more of: a wrong key is no error.</summary>
    public async ValueTask<bool> IsOfficeAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count == 0)
            return false;
        var isOffice = await RefusalAsync(context) is null;
        context.Response.Headers.Remove("WWW-Authenticate");
        return isOffice;
    }

    public void Dispose()
    {
        if (_tokens is { IsValueCreated: true })
            _tokens.Value.Dispose();
    }

    private async Task<IResult?> JudgeAsync(HttpContext context, EntraTokens tokens, string token)
    {
        var (verdict, account) = await tokens.JudgeAsync(token, context.RequestAborted);
        return verdict switch
        {
            TokenVerdict.Office => await LimitedAsync(account!, context.RequestAborted),
            TokenVerdict.WithoutRole => Problems.Forbidden(
                $"This account lacks the role {options.Entra!.Role}: the directory's administrator can assign it."),
            TokenVerdict.CannotTell => Problems.Of(
                503,
                "Sign-in is unavailable",
                "The keys of the sign-in tenant cannot be read at the moment. Try again, or use the admin key."),
            _ => Refuse(
                context,
                "The token is not valid for the hub: sign in again, and send the access token, not the ID token.",
                "Bearer error=\"invalid_token\""),
        };
    }

    /// <summary>A call may concern any plan: who is limited to some has the pages, which know the limits.</summary>
    private async Task<IResult?> LimitedAsync(string account, CancellationToken stop) =>
        await people.IsLimitedAsync(account, stop)
            ? Problems.Forbidden("This account is limited to some of the plans: use the office's pages, where it has them.")
            : null;

    private static IResult Refuse(HttpContext context, string detail, string challenge = "Bearer")
    {
        context.Response.Headers.WWWAuthenticate = challenge;
        return Problems.Unauthorized(detail);
    }

    /// <summary>Compared as digests, so that neither content nor length shows in the time it takes.</summary>
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
