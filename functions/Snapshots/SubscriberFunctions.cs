using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Snapshots.Pages;
using HubFunctions.Snapshots.Subscribers;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Snapshots;

/// <summary>Sign-up, confirmation and one-click unsubscribe. GET never changes anything; answers never tell whether an address is
/// known.</summary>
public sealed class SubscriberFunctions(
    PublicFiles files, PlanChoicesCache choices, TableSubscribers subscribers, SubscriberTokens tokens, SignUp signUp,
        RazorHtml pages)
{
    private const int MaxTries = 8;
    private const int MaxForm = 4_096;
    private static readonly string Policy = SecurityHeaders.PolicyOf(Layout.Css, SubscriberPage.Css);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    [Function("Subscribe"), Anyone]
    public async Task<IResult> SubscribeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "api/subscribe/{plan}")] HttpRequest request)
    {
        var plan = request.Plan();
        if (!Id.IsValid(plan) || await files.NameAsync(plan, request.Stop()) is not { } named)
            return Problems.NotFound("There is no public plan with this id.");
        if (!HttpMethods.IsPost(request.Method))
            return await FormAsync(named, await choices.OfAsync(plan, request.Stop()), new SignUpForm(), []);
        var form = await ReadAsync(request);
        // Who takes the plan as it is costs no look at its themes.
        var (choice, errors) = form.Read(form.Theme.Length == 0 ? PlanChoices.None : await choices.OfAsync(plan, request.Stop()));
        if (errors.Count > 0)
            return await FormAsync(named, await choices.OfAsync(plan, request.Stop()), form, errors);
        var result = await signUp.AskAsync(named, form.Email, choice, ClientNetwork.Of(request.HttpContext), request.Stop());
        return await AnswerAsync(request, named.Title, result);
    }

    [Function("ConfirmSubscription"), Anyone]
    public async Task<IResult> ConfirmSubscriptionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "api/confirm/{token}")] HttpRequest request)
    {
        if (tokens.Read(SubscriberLink.Confirm, Token(request)) is not var (plan, id))
            return await PageAsync(
                "This link is no longer good",
                "It has expired or was cut short on its way. Sign up again to get a new one.",
                status: 404);
        if (!HttpMethods.IsPost(request.Method))
            return await PageAsync(
                "Confirm your email address",
                "Do you want to get news of this plan by email?",
                "Yes, send me the news");
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            if (await subscribers.FindAsync(plan, id, request.Stop()) is not { } known)
                return await PageAsync(
                    "This link is no longer good",
                    "The address is no longer waiting. Sign up again to get a new link.",
                    status: 404);
            if (known.Confirmed || await subscribers.TryPutAsync(known with { Confirmed = true }, request.Stop()) is not null)
                return await PageAsync("You are signed up", "Every email has a link to stop them.");
        }

        return await PageAsync("Please try again", "It is not stored yet. Open the link once more.", status: 503);
    }

    /// <summary>Also the target of <c>List-Unsubscribe-Post</c>: a POST with any body ends it, as often as it comes.</summary>
    [Function("Unsubscribe"), Anyone]
    public async Task<IResult> UnsubscribeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "api/unsubscribe/{token}")] HttpRequest request)
    {
        if (tokens.Read(SubscriberLink.Unsubscribe, Token(request)) is not var (plan, id))
            return await PageAsync(
                "This link is not good",
                "It was cut short on its way. Copy it whole from the email.",
                status: 404);
        if (!HttpMethods.IsPost(request.Method))
            return await PageAsync(
                "Stop these emails?",
                "You will get no more emails about this plan, and we will delete your address.",
                "Yes, stop them");
        await subscribers.RemoveAsync(plan, id, request.Stop());
        return await PageAsync("You will get no more emails", "We have deleted your address.");
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, string title, SignUpResult result)
    {
        var (status, wait, text) = result switch
        {
            SignUpResult.Asked => (
                200,
                (TimeSpan?)null,
                "Check your email. We have sent a link to confirm your address, unless we sent one in the last 24 hours or you "
                    + "are signed up already. "
                    + "We send nothing else until you open it and say yes."),
            SignUpResult.TooMany many => (
                429,
                many.Wait,
                $"Too many people are signing up just now, so nothing was sent. Please try again in "
                    + $"{Words.Plural(Minutes(many.Wait), "minute")}."),
            SignUpResult.Full => (
                503,
                SignUpLimit.AskedFor,
                "This plan has as many readers as we can write to, so nothing was sent."),
            SignUpResult.NotSent => (
                503,
                Soon,
                "We cannot send email just now, so nothing was sent. Please try again in a few minutes."),
            SignUpResult.Refused => (400, null, "We cannot send email to this address, so nothing was sent. Please check it."),
            _ => (
                503,
                SignUpLimit.Hour,
                "We cannot tell whether the email was sent. If none has come within an hour, please sign up again."),
        };
        if (wait is { } after)
            request.Answer().RetryAfter = ((int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return await PageAsync(title, text, status: status);
    }

    private static int Minutes(TimeSpan wait) => (int)Math.Ceiling(wait.TotalMinutes);

    private static async Task<SignUpForm> ReadAsync(HttpRequest request) =>
        request.HasFormContentType
        && request.ContentLength is <= MaxForm
        && await FormBody.ReadAsync(request, new()) is { } fields
            ? SignUpForm.Of(fields)
            : new SignUpForm();

    private static string Token(HttpRequest request) => request.Route("token");

    /// <param name="errors">What is wrong with the form that was sent; none at first.</param>
    private Task<IResult> FormAsync(EmbedPlan plan, PlanChoices choices, SignUpForm form, IReadOnlyList<FieldError> errors) =>
        ShowAsync(
        new()
        {
            ["Title"] = $"Get emails about {plan.Title}",
            ["Text"] = $"{(choices.HasBoard ? "" : "We write once a month. ")}First we send you a link to confirm your address.",
            ["Button"] = "Sign up",
            ["Choices"] = choices,
            ["Form"] = form,
            ["Errors"] = errors,
        },
        errors.Count == 0 ? 200 : 400);

    private Task<IResult> PageAsync(string title, string text, string? button = null, int status = 200) =>
        ShowAsync(new() { ["Title"] = title, ["Text"] = text, ["Button"] = button }, status);

    private async Task<IResult> ShowAsync(Dictionary<string, object?> shown, int status) =>
        new HtmlPage("<!DOCTYPE html>\n" + await pages.OfAsync<SubscriberPage>(shown), status, Policy);
}
