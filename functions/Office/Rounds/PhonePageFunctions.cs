using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>An answer that an owner gave by telephone, taken down by the office.</summary>
public sealed class PhonePageFunctions(OfficePages pages, IPlanStore plans, TableRounds rounds, PhoneAnswers answers,
    HubClock calendar)
{
    private static readonly FieldError Changed = new(
        "",
        "changed",
        "Somebody reported on this item or changed it since you opened it. What is stored now is above the form, "
        + "and what you entered is in it: compare them, then save again");

    [Function("GetPhonePage"), Page(PageAccess.Office)]
    public Task<IResult> GetPhonePageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head",
            Route = "office/plans/{plan}/rounds/{round}/items/{item}")] HttpRequest request) =>
        ShowAsync(request, PhoneForm.Empty(calendar.Today), [], 200);

    [Function("RecordPhoneAnswer"), Page(PageAccess.Office), MaxBody(64 * 1024)]
    public async Task<IResult> RecordPhoneAnswerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post",
            Route = "office/plans/{plan}/rounds/{round}/items/{item}")] HttpRequest request)
    {
        var form = PhoneForm.Of(request.Form);
        if (await RoundAsync(request) is not { } round)
            return await MissingAsync(request);
        var (answer, errors) = form.Read(calendar.Today, request.SignedIn()!.Person);
        if (answer is null)
            return await ShowAsync(request, form, errors, 400);
        if (!long.TryParse(request.Form[PhoneForm.Version], NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
            seen = -1;
        return await answers.RecordAsync(request.Plan(), request.Item(), answer, seen, request.Stop()) switch
        {
            PhoneResult.Stored => new SeeOther($"{RoundWords.Address(round)}?done=answer"),
            PhoneResult.Late => new SeeOther($"{RoundWords.Address(round)}?done=late"),
            PhoneResult.Refused refused => await ShowAsync(request, form, [new("", "refused", refused.Why)], 409),
            PhoneResult.Changed => await ShowAsync(request, form, [Changed], 409),
            _ => await MissingAsync(request),
        };
    }

    private async Task<IResult> ShowAsync(HttpRequest request, PhoneForm form, IReadOnlyList<FieldError> errors, int status)
    {
        if (await RoundAsync(request) is not { } round
            || await plans.FindHeaderAsync(request.Plan(), request.Stop()) is not { Plan: var plan }
            || await plans.FindItemAsync(request.Plan(), request.Item(), request.Stop()) is not { Item: { Removed: false } item })
            return await MissingAsync(request);
        return await pages.ShowAsync<PhonePage>(
            pages.Of(request, "Record an answer by phone") with { Section = "Rounds", Errors = errors },
            new() { ["Round"] = round, ["Plan"] = plan, ["Item"] = item, ["Form"] = form, ["Today"] = calendar.Today },
            status);
    }

    private async Task<Round?> RoundAsync(HttpRequest request) =>
        Round.BoardOf(request.Route("round")) is { } board ? await rounds.FindAsync(request.Plan(), board, request.Stop()) : null;

    private Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(request, 404, "There is no such round or item", "The item may have left the plan. Nothing was stored now.");
}
