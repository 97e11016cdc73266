using HubFunctions.Http;
using HubFunctions.Mail;
using HubFunctions.Plans;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Reminders;

/// <summary>The pages behind a reminder's links. GET and HEAD change nothing, however often link scanners and previews ask; only
/// POST acts.</summary>
public sealed class RespondFunctions(ReplyLinks tokens, Responses responses, MyItems mine, RazorHtml html, MailOptions mail)
{
    private const int MaxBody = 256 * 1024;
    private const int MaxFields = ResponseLink.MaxTargets * 40;

    private const string MovedOn =
        "Somebody else answers for it now, or the plan has ended, so this link can change nothing. "
        + "What you sent before stays stored. The programme office can say who answers for it.";

    private static readonly string Policy = SecurityHeaders.PolicyOf(RespondLayout.Css);

    [Function("Respond"), Anyone]
    public async Task<IResult> RespondAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "api/respond/{token}")] HttpRequest request)
    {
        var token = request.Route("token");
        if (tokens.Read(token) is not LinkResult.Valid { Link: var link })
        {
            return tokens.Read(token) is LinkResult.Expired
                ? await NoticeAsync(
                    410,
                    "This link has expired",
                    "Links in reminders work for 45 days. The next reminder brings a new one, or ask the programme office.")
                : await NoticeAsync(
                    410,
                    "This link does not work",
                    "It may have been cut in two by a mail program. Open it again from the reminder, or copy the whole address.");
        }

        if (link.Person is not { } person)
            return await AnswerAsync(request, token, link, isOfMany: false);
        if ((string?)request.Query["item"] is not { Length: > 0 } wanted)
            return await MineAsync(person, request.Stop());
        return wanted.Split('/') is [var plan, var item] && await mine.FindAsync(person, plan, item, request.Stop()) is { } chosen
            ? await AnswerAsync(request, token, new ResponseLink([chosen.Target]), isOfMany: true)
            : await NoticeAsync(410, "This deliverable has moved on", MovedOn);
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, string token, ResponseLink link, bool isOfMany)
    {
        var found = await responses.FindAsync(link, request.Stop());
        if (found is { Views.Count: 0, Moved: > 0 })
            return await NoticeAsync(
                410,
                $"{(link.Targets.Count == 1 ? "This deliverable has" : "These deliverables have")} moved on",
                MovedOn);
        if (found.Views.Count == 0)
            return await NoticeAsync(
                410,
                "There is nothing left to answer",
                $"{(link.Targets.Count == 1 ? "This deliverable is" : "These deliverables are")} no longer part of the plan. "
                    + $"Nothing was stored, and you need not do anything.");
        return HttpMethods.IsPost(request.Method)
            ? await PostAsync(request, token, link, found, isOfMany)
            : await FormAsync(found, Preselected(request, found.Views), isOfMany);
    }

    private async Task<IResult> MineAsync(string person, CancellationToken stop)
    {
        var items = await mine.ListAsync(person, stop);
        return await PageAsync<RespondMine>(200, "Your items", items.Select(i => i.Plan), new() { ["Items"] = items });
    }

    private async Task<IResult> PostAsync(HttpRequest request, string token, ResponseLink link, LinkedItems found, bool isOfMany)
    {
        var views = found.Views;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MaxBody;
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            return Problems.UnsupportedMediaType("Send the form of this page.");
        if (await FieldsAsync(request) is not { } fields)
            return Problems.BadRequest("The form is too long or not well-formed. Open the page again from the reminder.");
        var form = ReplyForm.Read(name => fields[name], views);
        var answers = views
            .Where(v => form.Answers.ContainsKey(v.Place))
            .Select(v => (View: v, Reply: form.Answers[v.Place]))
            .ToList();
        var gone = Enumerable.Range(0, link.Targets.Count).Count(place =>
            views.All(v => v.Place != place) && !string.IsNullOrEmpty(fields[ReplyForm.Name("answer", place)]));
        if (gone > 0 && answers.Count == 0)
            return await NoticeAsync(
                422,
                "Your answer is not stored",
                "What you answered is no longer part of the plan, or somebody else answers for it now.");
        return (form.Errors.Count, (string?)fields["step"]) switch
        {
            ( > 0, _) or (_, "change") => await FormAsync(found, form, isOfMany),
            (_, "send") => await SendAsync(request, token, form, answers, gone, isOfMany),
            _ => await PageAsync<RespondPreview>(
                200,
                "Check your answer",
                answers.Select(a => a.View.Plan),
                new() { ["Form"] = form, ["Lines"] = Previews(answers) }),
        };
    }

    private static async Task<IFormCollection?> FieldsAsync(HttpRequest request)
    {
        try
        {
            return await FormBody.ReadAsync(
                request,
                new()
                {
                    ValueCountLimit = MaxFields,
                    ValueLengthLimit = 32 * 1024,
                    KeyLengthLimit = 64,
                    BufferBodyLengthLimit = MaxBody,
                });
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
    }

    /// <param name="gone">Answers about what is no longer part of its plan.</param>
    private async Task<IResult> SendAsync(
        HttpRequest request,
        string token,
        ReplyForm form,
        IReadOnlyList<(ResponseView View, Reply Reply)> answers,
        int gone,
        bool isOfMany)
    {
        var replied = await responses.AcceptAsync(token, answers, request.Stop());
        var sent = new SentReplies(replied, Previews(answers), gone);
        return await PageAsync<RespondDone>(
            sent.Status,
            sent.Title,
            answers.Select(a => a.View.Plan),
            new()
            {
                ["Sent"] = sent,
                ["Form"] = form,
                ["IsOfMany"] = isOfMany,
            });
    }

    private IReadOnlyList<ReplyPreview> Previews(IReadOnlyList<(ResponseView View, Reply Reply)> answers) =>
        [.. answers.Select(a => ReplyPreview.Of(a.View, a.Reply, words => responses.Read(a.View, words)))];

    /// <summary>Links in the mail may choose an answer beforehand; it still has to be sent.</summary>
    private static ReplyForm Preselected(HttpRequest request, IReadOnlyList<ResponseView> views) =>
        views.Count == 1 && (string?)request.Query["answer"] is { } chosen && ReplyForm.Kinds.ContainsKey(chosen)
            ? ReplyForm.Empty with
            {
                Values = new Dictionary<string, string> { [ReplyForm.Name("answer", views[0].Place)] = chosen },
            }
            : ReplyForm.Empty;

    private Task<IResult> FormAsync(LinkedItems found, ReplyForm form, bool isOfMany) =>
        PageAsync<RespondForm>(
            form.Errors.Count > 0 ? 422 : 200,
            (form.Errors.Count > 0 ? "Error: " : "")
                + (found.Views.Count == 1 ? found.Views[0].Item.Definition.Title : "Answer your reminder"),
            found.Views.Select(v => v.Plan),
            new()
            {
                ["Views"] = found.Views,
                ["Moved"] = found.Moved,
                ["Form"] = form,
                ["IsOfMany"] = isOfMany,
            });

    private Task<IResult> NoticeAsync(int status, string title, string text) =>
        PageAsync<RespondNotice>(status, title, [], new() { ["Text"] = text });

    /// <param name="about">The plans that the page is about: they say who stands behind it.</param>
    private async Task<IResult> PageAsync<T>(
        int status,
        string title,
        IEnumerable<PlanHeader> about,
        Dictionary<string, object?> parameters)
        where T : IComponent
    {
        parameters["Title"] = title;
        var signature = Signature.Of(about, mail);
        // An error holds no address, whoever's it is.
        parameters["Sign"] = status < 400 ? signature : signature with { Contacts = [] };
        return new HtmlPage(await html.OfAsync<T>(parameters), status, Policy);
    }
}
