using HubFunctions.Hosting;
using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>The programme office signs in with Entra ID: to the tenant's pages, and back to a session.</summary>
public sealed class EntraSignInFunctions(EntraSignIn entra, SignIn signIn, OfficePages pages)
{
    [Function("BeginEntraSignIn"), Page(PageAccess.Anyone)]
    public async Task<IResult> BeginEntraSignInAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/sign-in/entra")] HttpRequest request)
    {
        if (!entra.IsSetUp)
            return await pages.OfAsync(request, 404, "Sign-in with Entra ID is not set up", "Sign in with the admin key.");
        if (await entra.BeginAsync(LocalPath.Of(request.Query["from"]) ?? "/office", request.Stop()) is not { } begun)
            return await AwayAsync(request);
        SignInCookie.Set(request, begun.Ticket, EntraSignIn.TimeLimit);
        return Results.Redirect(begun.Address);
    }

    /// <summary>Where the tenant sends the browser back to.</summary>
    [Function("EndEntraSignIn"), Page(PageAccess.Anyone)]
    public async Task<IResult> EndEntraSignInAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = EntraSignIn.CallbackPath)] HttpRequest request)
    {
        // Who only looks at the address does not use up its code.
        if (HttpMethods.IsHead(request.Method))
            return await pages.OfAsync(request, 200, "Signing in", "This address ends a sign-in in the browser that began it.");
        var (state, code) = (request.Query["state"].ToString(), request.Query["code"].ToString());
        var cookie = SignInCookie.Read(request);
        // One answer ends what was begun, whatever it is.
        SignInCookie.Clear(request);
        if (cookie is not null && request.Query.ContainsKey("error"))
            return await RefusedAsync(request, "The sign-in was ended at Microsoft’s page.");
        switch (await entra.EndAsync(cookie, state, code, request.Stop()))
        {
            case EntraVisit.SignedIn person:
                await signIn.EnterAsync(request, person.Role, person.Person, person.Account);
                return new SeeOther(person.From);
            case EntraVisit.WithoutRole:
                return await pages.OfAsync(
                    request,
                    403,
                    "Your account has no role here",
                    $"Ask the directory’s administrator for this app’s role {EntraSignIn.EditorRole} or "
                        + $"{EntraSignIn.ReaderRole}, "
                        + "then sign in again.");
            case EntraVisit.CannotTell:
                return await AwayAsync(request);
            case EntraVisit.Refused:
                return await RefusedAsync(request, "The sign-in was not accepted.");
            default:
                return await pages.OfAsync(
                    request, 400, "This sign-in was not begun here",
                    "It was begun in another browser, at another address of the hub, or too long ago. Begin again at /office.");
        }
    }

    private Task<IResult> RefusedAsync(HttpRequest request, string why) =>
        pages.OfAsync(request, 403, "You are not signed in", $"{why} Begin again at /office.");

    private Task<IResult> AwayAsync(HttpRequest request) => pages.OfAsync(
        request, 503, "Sign-in is unavailable", "Microsoft’s sign-in cannot be reached. Try again, or use the admin key.");
}
