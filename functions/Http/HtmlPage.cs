namespace HubFunctions.Http;

/// <summary>A page for whoever has its link: no search engine lists it.</summary>
/// <param name="policy">From <see cref="SecurityHeaders.PolicyOf"/>.</param>
public sealed class HtmlPage(string html, int status, string policy) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ContentSecurityPolicy = policy;
        httpContext.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        return Results.Content(html, "text/html; charset=utf-8", statusCode: status).ExecuteAsync(httpContext);
    }
}
