using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Updates;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>A partner signs in to its page with its token, which is typed into a form and never part of an address.</summary>
public sealed class PartnerSignInFunctions(SignIn signIn, IPartnerTokens tokens, PartnerPlans plans, OfficePages pages)
{
    private const string SecretStart = "whsec_";

    [Function("SignInPartner"), Page(PageAccess.Anyone), MaxBody(16 * 1024)]
    public Task<IResult> SignInPartnerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head",
            Route = "partners/{partner}/sign-in")] HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
            ? TakeAsync(request) : FormAsync(request, From(request, request.Query["from"]), 200, []);

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        var (partner, from, token) = (
            request.Partner(), From(request, request.Form["from"]), request.Form["token"].ToString().Trim());
        if (token.Length == 0)
            return await FormAsync(request, from, 400, [new("token", "required", "Enter the token")]);
        if (token.StartsWith(SecretStart, StringComparison.Ordinal))
            return await FormAsync(request, from, 400,
                [new("token", "secret", "This is the signing secret: enter the token, which begins with hub_")]);
        var known = await plans.FindAsync(partner, request.Stop());
        var given = Encoding.UTF8.GetBytes(token);
        var result = await signIn.TryAsync(
            request, token, SessionRole.Partner, known?.Partner.Name ?? partner, partner,
            () => tokens.AnyAsync(
                partner, t => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(t), given), request.Stop()));
        return result switch
        {
            SignInResult.SignedIn => new SeeOther(from),
            SignInResult.TooMany many => await TooManyAsync(request, from, many.Wait),
            _ => await FormAsync(
                request,
                from,
                403,
                [
                    new(
                        "token",
                        "wrong",
                        "The token does not belong to this partner, or has been replaced: ask the programme office for the one "
                            + "in force"),
                ]),
        };
    }

    private async Task<IResult> TooManyAsync(HttpRequest request, string from, TimeSpan wait)
    {
        request.Answer().RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return await FormAsync(request, from, 429,
            [new("token", "too-many", "Too many wrong tokens came from your network: wait a minute, then try again")]);
    }

    private Task<IResult> FormAsync(HttpRequest request, string from, int status, IReadOnlyList<FieldError> errors) =>
        pages.ShowAsync<PartnerSignInPage>(
        pages.Of(request, "Sign in to report progress") with { Errors = errors },
            new() { ["Partner"] = request.Partner(), ["From"] = from }, status);

    /// <summary>Never another partner's page.</summary>
    private static string From(HttpRequest request, string? path)
    {
        var own = $"/partners/{request.Partner()}";
        return LocalPath.Of(path) is { } from && (from == own || from.StartsWith(own + "/", StringComparison.Ordinal)
            || from.StartsWith(own + "?", StringComparison.Ordinal))
            ? from
            : own;
    }
}
