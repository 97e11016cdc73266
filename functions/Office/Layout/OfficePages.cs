using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.AspNetCore.Components;

namespace HubFunctions.Office;

/// <summary>Makes pages: one stylesheet of our own, no script but a page's own one, forms that go back to the hub.</summary>
public sealed class OfficePages(RazorHtml html, Council council, FormTokens forms) : IPageNotices
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public PageContext Of(HttpRequest request, string title) =>
        new(title, council, request.SignedIn(), forms) { IsLimited = PlanReach.Current is not null };

    /// <param name="parameters">Of the component, in addition to the page.</param>
    public async Task<IResult> ShowAsync<T>(PageContext page, Dictionary<string, object?> parameters, int status = 200)
        where T : IComponent
    {
        parameters["Page"] = page;
        var policy = page.Script is null ? Policy : Policy + "; script-src 'self'";
        return new HtmlPage(await html.OfAsync<T>(parameters), status, policy);
    }

    public Task<IResult> OfAsync(HttpRequest request, int status, string title, string text) =>
        ShowAsync<Notice>(Of(request, title), new() { ["Text"] = text }, status);

    public Task<IResult> TooManyAsync(HttpRequest request, TimeSpan wait)
    {
        request.Answer().RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return OfAsync(request, 429, "Too much at once", "Nothing was stored now. Wait a minute, then send it again.");
    }
}
