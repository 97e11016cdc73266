using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>What would be sent to those who have not answered, or to one of them; and the button that sends it.</summary>
public sealed class AskPageFunctions(OfficePages pages, RoundReader reader, RoundAway away, RoundAsks asks, AskSender sender,
    DigestMail compose,
    TableOfficeActs acts, HubClock calendar)
{
    private static readonly FieldError Changed = new(
        "",
        "changed",
        "Nothing was sent now: since you opened this page somebody has replied, was asked, or can be asked no more. "
        + "Below is who would be asked now");

    [Function("GetAskPage"), Page(PageAccess.Office)]
    public Task<IResult> GetAskPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head",
            Route = "office/plans/{plan}/rounds/{round}/ask")] HttpRequest request) =>
        ShowAsync(request, Choice(name => request.Query[name].ToString()), [], 200);

    [Function("AskInRound"), Page(PageAccess.Office), MaxBody(16 * 1024)]
    public async Task<IResult> AskInRoundAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/plans/{plan}/rounds/{round}/ask")] HttpRequest request)
    {
        var choice = Choice(name => request.Form[name].ToString());
        var (plan, round, seen) = (request.Plan(), request.Route("round"), request.Form[RoundForm.Version].ToString());
        var result = await asks.RunAsync(plan, round, choice, seen, request.Stop());
        if (result == AskResult.Asked)
            await acts.AddAsync(plan, seen, Acting.Name, request.Stop());
        return result switch
        {
            AskResult.Asked => new SeeOther($"/office/plans/{plan}/rounds/{round}?done=asked"),
            AskResult.NoRound => await MissingAsync(request),
            _ => await ShowAsync(request, choice, [Changed], 409),
        };
    }

    private static AskChoice Choice(Func<string, string> field) =>
        new(field("owner") is { Length: > 0 } owner ? owner : null, field("deputy") == "true");

    private async Task<IResult> ShowAsync(HttpRequest request, AskChoice choice, IReadOnlyList<FieldError> errors, int status)
    {
        if (await reader.FindAsync(request.Plan(), request.Route("round"), request.Stop()) is not { } state)
            return await MissingAsync(request);
        return await pages.ShowAsync<AskPage>(
            pages.Of(request, "Ask for answers") with { Section = "Rounds", Errors = errors },
            new()
            {
                ["State"] = state,
                ["Choice"] = choice,
                ["Preview"] = await AskPreview.OfAsync(
                    state, choice, await away.OfAsync(state.Lines, request.Stop()), compose),
                ["Next"] = sender.NextSending(calendar.Now),
            },
            status);
    }

    private Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(request, 404, "There is no such round", "It may be of another plan or Board. Nothing was sent now.");
}
