using HubFunctions.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HubFunctions.Hosting;

/// <summary>What stands before a page: who may see it, and that what changes something came from a form of this
/// session.</summary>
public sealed class PageGate(TableSessions sessions, TableOfficePeople people, FormTokens forms, IPageNotices notices)
{
    private const int MaxFields = 4_096;

    /// <returns>Null when the page may be shown or the form taken.</returns>
    public async ValueTask<IResult?> RefusalAsync(HttpContext http, HttpFunction function)
    {
        var request = http.Request;
        var isForm = HttpMethods.IsPost(request.Method);
        if (isForm && CameFromElsewhere(request))
            return await notices.OfAsync(
                request,
                403,
                "This form came from elsewhere",
                "Nothing was stored. Open the page at the hub's own address and send it from there.");
        if (isForm && await UnreadableAsync(request) is { } unreadable)
            return unreadable;
        if (function.Page == PageAccess.Anyone)
            return null;
        var session = SessionCookie.Read(request) is { } id ? await sessions.FindAsync(id, request.Stop()) : null;
        if (session is null || !May(session, function.Page!.Value, request))
            return isForm ? await SignedOutAsync(request) : SignIn(request, function.Page!.Value);
        http.Features.Set(session);
        if (session.Account is { } account && await people.ReachAsync(account, request.Stop()) is { } reach)
        {
            http.Features.Set(reach);
            if (function.Page == PageAccess.WholeOffice)
                return await notices.OfAsync(
                    request,
                    403,
                    "You are limited to some of the plans",
                    "Somebody without limits can do this.");
        }

        return isForm ? await FormRefusalAsync(request, session, function) : null;
    }

    private async ValueTask<IResult?> FormRefusalAsync(HttpRequest request, Session session, HttpFunction function)
    {
        if (!forms.IsGood(session, function.Name, request.Form[FormTokens.Field]))
            return await notices.OfAsync(
                request,
                403,
                "This form is out of date",
                "Nothing was stored. Open the page again and send the form from there.");
        return function.Page switch
        {
            PageAccess.Office or PageAccess.WholeOffice when session.Role != SessionRole.Editor =>
                await ReadOnlyAsync(request, "An editor of the programme office can do it."),
            PageAccess.Partner when session.Role != SessionRole.Partner =>
                await ReadOnlyAsync(request, "Only the partner itself, signed in with its token, reports here."),
            _ => null,
        };
    }

    private Task<IResult> ReadOnlyAsync(HttpRequest request, string who) =>
        notices.OfAsync(request, 403, "You can read, but not change this", $"Nothing was stored. {who}");

    private static bool May(Session session, PageAccess access, HttpRequest request) => access switch
    {
        PageAccess.Office or PageAccess.WholeOffice => session.IsOffice,
        PageAccess.Partner => session.IsOffice || session.Partner == request.Route("partner"),
        _ => true,
    };

    /// <summary>Browsers say where a form was. With no-referrer, <c>Origin</c> is "null" on our own forms too: it then says
    /// nothing. Source: Fetch, "append a request Origin header"; Fetch Metadata Request Headers.</summary>
    private static bool CameFromElsewhere(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is not ("same-origin" or "none");
        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            && origin != "null"
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && from.Authority.Equals(Authority(request), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Without the port where it is the scheme's own, as origins are written.</summary>
    private static string Authority(HttpRequest request) =>
        request.Host.Port is 80 or 443 ? request.Host.Host : request.Host.Value ?? "";

    private async ValueTask<IResult?> UnreadableAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
            return await notices.OfAsync(
                request,
                415,
                "This is not the form of a page",
                "Nothing was stored. Open the page and send its form.");
        return await FormBody.ReadAsync(request, new FormOptions { ValueCountLimit = MaxFields }) is null
            ? await notices.OfAsync(
                request, 400, "The form could not be read",
                "Nothing was stored: it is too long or was cut short. Open the page again and send its form.")
            : null;
    }

    private Task<IResult> SignedOutAsync(HttpRequest request) =>
        notices.OfAsync(
            request,
            403,
            "You are not signed in",
            "Nothing was stored: your session has ended. Sign in, open the page again and send the form.");

    private static IResult SignIn(HttpRequest request, PageAccess access)
    {
        var page = access == PageAccess.Partner ? $"/partners/{request.Route("partner")}/sign-in" : "/office/sign-in";
        var from = LocalPath.Of($"{request.Path}{request.QueryString}");
        return new SeeOther(from is null ? page : $"{page}?from={Uri.EscapeDataString(from)}");
    }
}
