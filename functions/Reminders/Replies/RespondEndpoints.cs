using System.Security.Cryptography;
using System.Text;
using HubFunctions.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Features;

namespace HubFunctions.Reminders;

/// <summary>The page behind a reminder's link. GET and HEAD change nothing, however often link scanners and previews ask; only POST acts.</summary>
public sealed class RespondEndpoints(ReplyLinks tokens, Responses responses, RazorHtml html)
{
    private const int MaxBody = 128 * 1024;
    private const int MaxFields = 20 * 8;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(RespondLayout.Css)))}'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var token = (string?)http.GetRouteValue("token") ?? "";
        if (tokens.Read(token) is not LinkResult.Valid { Link: var link } read)
        {
            return tokens.Read(token) is LinkResult.Expired
                ? await NoticeAsync(http, 410, "This link has expired", "Links in reminders work for 45 days. The next reminder brings a new one, or ask the programme office.")
                : await NoticeAsync(http, 410, "This link does not work", "It may have been cut in two by a mail program. Open it again from the reminder, or copy the whole address.");
        }

        var views = await responses.ViewsAsync(read.Link, http.RequestAborted);
        if (views.Count == 0)
            return await NoticeAsync(http, 410, "There is nothing left to answer", $"{(link.Targets.Count == 1 ? "This deliverable is" : "These deliverables are")} no longer part of the plan. You need not do anything.");
        return HttpMethods.IsPost(http.Request.Method) ? await PostAsync(http, token, views) : await FormAsync(http, views, Preselected(http, views));
    }

    private async Task<IResult> PostAsync(HttpContext http, string token, IReadOnlyList<ResponseView> views)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MaxBody;
        if (http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            return Problems.UnsupportedMediaType("Send the form of this page.");
        IFormCollection fields;
        try
        {
            fields = await new FormFeature(http.Request, new FormOptions { ValueCountLimit = MaxFields, ValueLengthLimit = 32 * 1024, KeyLengthLimit = 64, BufferBodyLengthLimit = MaxBody })
                .ReadFormAsync(http.RequestAborted);
        }
        catch (Exception malformed) when (malformed is InvalidDataException or BadHttpRequestException)
        {
            return Problems.BadRequest("The form is too long or not well-formed. Open the page again from the reminder.");
        }

        var form = ReplyForm.Read(name => fields[name], views);
        var answers = form.Answers.OrderBy(a => a.Key).Select(a => (View: views[a.Key], Reply: a.Value)).ToList();
        return (form.Errors.Count, (string?)fields["step"]) switch
        {
            ( > 0, _) or (_, "change") => await FormAsync(http, views, form),
            (_, "send") => await SendAsync(http, token, answers),
            _ => await PageAsync<RespondPreview>(http, 200, "Check your answer", new() { ["Form"] = form, ["Lines"] = Previews(answers) }),
        };
    }

    private async Task<IResult> SendAsync(HttpContext http, string token, IReadOnlyList<(ResponseView View, Reply Reply)> answers) =>
        await responses.AcceptAsync(token, answers, http.RequestAborted) is { } receipt
            ? await PageAsync<RespondDone>(http, 200, "Thank you", new() { ["Receipt"] = receipt, ["Lines"] = Previews(answers) })
            : await NoticeAsync(http, 503, "Please send it again", "Others were changing the same deliverable just now. Go back and send it once more; nothing is stored twice.");

    private IReadOnlyList<ReplyPreview> Previews(IReadOnlyList<(ResponseView View, Reply Reply)> answers) =>
        [.. answers.Select(a => ReplyPreview.Of(a.View, a.Reply, words => responses.Read(a.View, words)))];

    /// <summary>Links in the mail may choose an answer beforehand; it still has to be sent.</summary>
    private static ReplyForm Preselected(HttpContext http, IReadOnlyList<ResponseView> views) =>
        views.Count == 1 && (string?)http.Request.Query["answer"] is { } chosen && ReplyForm.Kinds.ContainsKey(chosen)
            ? ReplyForm.Empty with { Values = new Dictionary<string, string> { [ReplyForm.Name("answer", 0)] = chosen } }
            : ReplyForm.Empty;

    private Task<IResult> FormAsync(HttpContext http, IReadOnlyList<ResponseView> views, ReplyForm form) =>
        PageAsync<RespondForm>(
            http, form.Errors.Count > 0 ? 422 : 200,
            (form.Errors.Count > 0 ? "Error: " : "") + (views.Count == 1 ? views[0].Item.Definition.Title : "Answer your reminder"),
            new() { ["Views"] = views, ["Form"] = form });

    private Task<IResult> NoticeAsync(HttpContext http, int status, string title, string text) =>
        PageAsync<RespondNotice>(http, status, title, new() { ["Text"] = text });

    private async Task<IResult> PageAsync<T>(HttpContext http, int status, string title, Dictionary<string, object?> parameters)
        where T : IComponent
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        parameters["Title"] = title;
        var page = await html.OfAsync<T>(parameters);
        return Results.Text(page, "text/html; charset=utf-8", statusCode: status);
    }
}
