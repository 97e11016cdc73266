using System.Globalization;
using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>The programme office signs in with the admin key, and out again.</summary>
public sealed class SignInFunctions(
    SignIn signIn, EntraSignIn entra, TableSessions sessions, OfficeAccess office, OfficePages pages, ImportDrafts drafts)
{
    [Function("SignIn"), Page(PageAccess.Anyone), MaxBody(16 * 1024)]
    public Task<IResult> SignInAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "office/sign-in")] HttpRequest request) =>
        HttpMethods.IsPost(request.Method) ? TakeAsync(request) : FormAsync(request, From(request.Query["from"]), "", 200, []);

    [Function("SignOut"), Page(PageAccess.SignedIn), MaxBody(16 * 1024)]
    public async Task<IResult> SignOutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/sign-out")] HttpRequest request)
    {
        var session = request.SignedIn()!;
        await drafts.DeleteAsync(session.Id, request.Stop());
        await sessions.DeleteAsync(session.Id, request.Stop());
        SessionCookie.Clear(request);
        return new SeeOther(session.Partner is null ? "/office/sign-in" : $"/partners/{session.Partner}/sign-in");
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        var from = From(request.Form["from"]);
        var (key, name) = (request.Form["key"].ToString().Trim(), OneLine.Of(request.Form["name"].ToString()));
        if (name.Length > PlanLimits.Name)
            return await FormAsync(
                request,
                from,
                "",
                400,
                [new("name", "too-long", $"Your name has at most {PlanLimits.Name} characters")]);
        if (key.Length == 0)
            return await FormAsync(request, from, name, 400, [new("key", "required", "Enter the admin key")]);
        var person = name.Length == 0 ? Session.Unnamed : name;
        return await signIn.TryAsync(request, key, SessionRole.Editor, person, null, () => new(office.IsAdminKey(key))) switch
        {
            SignInResult.SignedIn => new SeeOther(from),
            SignInResult.TooMany many => await TooManyAsync(request, from, name, many.Wait),
            _ => await FormAsync(
                request,
                from,
                name,
                403,
                [new("key", "wrong", "The admin key is not right: copy it from where your hub's settings are kept")]),
        };
    }

    private async Task<IResult> TooManyAsync(HttpRequest request, string from, string name, TimeSpan wait)
    {
        request.Answer().RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return await FormAsync(
            request,
            from,
            name,
            429,
            [new("key", "too-many", "Too many wrong keys came from your network: wait a minute, then try again")]);
    }

    private Task<IResult> FormAsync(
        HttpRequest request,
        string from,
        string name,
        int status,
        IReadOnlyList<FieldError> errors) =>
        pages.ShowAsync<SignInPage>(
            pages.Of(request, "Sign in") with
            {
                Errors = errors,
            },
            new()
            {
                ["From"] = from,
                ["Name"] = name,
                ["Entra"] = entra.IsSetUp,
            },
            status);

    private static string From(string? path) => LocalPath.Of(path) ?? "/office";
}
