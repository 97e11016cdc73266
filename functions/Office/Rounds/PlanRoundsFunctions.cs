using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Timescales;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>A plan's rounds, and the form that opens another one with the dates that its calendar suggests.</summary>
public sealed class PlanRoundsFunctions(OfficePages pages, IPlanStore plans, TableRounds rounds, WorkingDays days,
    HubClock calendar)
{
    private static readonly FieldError Taken = new(
        "board", "taken", "There is a round for this Board already: change its dates on its page, or give another day");

    [Function("GetPlanRounds"), Page(PageAccess.Office)]
    public Task<IResult> GetPlanRoundsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/plans/{plan}/rounds")] HttpRequest request) =>
        ShowAsync(request, null, [], 200);

    [Function("OpenRound"), Page(PageAccess.Office), MaxBody(16 * 1024)]
    public async Task<IResult> OpenRoundAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/plans/{plan}/rounds")] HttpRequest request)
    {
        if (await plans.FindHeaderAsync(request.Plan(), request.Stop()) is null)
            return await MissingAsync(request);
        var form = RoundForm.Of(request.Form).Proposing(board => RoundDates.Propose(request.Plan(), board, days));
        if (form.Read(request.Plan()) is not { Round: { } round } read)
            return await ShowAsync(request, form, form.Read(request.Plan()).Errors, 400);
        if (await rounds.AddAsync(round, request.Stop()) is not null || await IsSameAsync(round, request.Stop()))
            return new SeeOther($"{RoundWords.Address(round)}?done=opened");
        return await ShowAsync(request, form, [Taken], 409);
    }

    /// <summary>The form was sent twice.</summary>
    private async Task<bool> IsSameAsync(Round round, CancellationToken stop) =>
        await rounds.FindAsync(round.Plan, round.Board, stop) is { } known && known with { ETag = null } == round;

    /// <param name="sent">What was entered and is not stored; null for what is proposed.</param>
    private async Task<IResult> ShowAsync(HttpRequest request, RoundForm? sent, IReadOnlyList<FieldError> errors, int status)
    {
        if (await plans.FindHeaderAsync(request.Plan(), request.Stop()) is not { Plan: var plan })
            return await MissingAsync(request);
        var known = await rounds.OfPlanAsync(plan.Id, request.Stop());
        var coming = plan.Calendar.Board.Where(d => d >= calendar.Today && EnteredDates.Hold(d) && known.All(r => r.Board != d))
            .Order().ToList();
        var wanted = Round.BoardOf(request.Query["board"].ToString()) is { } day && EnteredDates.Hold(day) ? day
            : coming.Cast<DateOnly?>().FirstOrDefault();
        return await pages.ShowAsync<PlanRoundsPage>(
            pages.Of(request, "Rounds") with { Section = "Rounds", Errors = errors },
            new()
            {
                ["Plan"] = plan,
                ["Rounds"] = known,
                ["Coming"] = coming,
                ["Form"] = sent ?? RoundForm.Of(wanted is { } board ? RoundDates.Propose(plan.Id, board, days) : null),
                ["Today"] = calendar.Today,
            },
            status);
    }

    private Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(request, 404, "There is no such plan", "It may have another id. The list of plans has all of them.");
}
