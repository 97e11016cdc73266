using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>One round: who has not answered, what was asked, and its dates.</summary>
public sealed class RoundPageFunctions(OfficePages pages, RoundReader reader, TableRounds rounds, RoundAway away,
    AskSender sender, HubClock calendar)
{
    private const int AtOnce = 100;

    private static readonly FieldError Changed = new(
        "",
        "changed",
        "Somebody changed this round since you opened it. What you entered is in the form: compare it with the dates above it, "
        + "then save again");

    [Function("GetRoundPage"), Page(PageAccess.Office)]
    public Task<IResult> GetRoundPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head",
            Route = "office/plans/{plan}/rounds/{round}")] HttpRequest request) =>
        ShowAsync(request, null, [], 200);

    [Function("ChangeRound"), Page(PageAccess.Office), MaxBody(16 * 1024)]
    public async Task<IResult> ChangeRoundAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/plans/{plan}/rounds/{round}")] HttpRequest request)
    {
        if (Round.BoardOf(request.Route("round")) is not { } board
            || await rounds.FindAsync(request.Plan(), board, request.Stop()) is not { } known)
            return await MissingAsync(request);
        var form = RoundForm.Of(request.Form);
        var (wanted, done, errors) = Wanted(known, form, request.Form["act"].ToString());
        if (errors.Count > 0)
            return await ShowAsync(request, form, errors, 400);
        if (wanted == known)
            return new SeeOther($"{RoundWords.Address(known)}?done={done}");
        var seen = request.Form[RoundForm.Version].ToString();
        if (seen.Length > 0 && seen == known.ETag && await rounds.ReplaceAsync(wanted!, request.Stop()) is not null)
            return new SeeOther($"{RoundWords.Address(known)}?done={done}");
        return await ShowAsync(request, form, [Changed], 409);
    }

    [Function("DownloadRound"), Page(PageAccess.Office)]
    public async Task<IResult> DownloadRoundAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head",
            Route = "office/plans/{plan}/rounds/{round}/export")] HttpRequest request)
    {
        if (await reader.FindAsync(request.Plan(), request.Route("round"), request.Stop()) is not { } state)
            return await MissingAsync(request);
        var absent = await away.OfAsync(state.Lines, request.Stop());
        return Results.File(RoundCsv.Of(state, absent), "text/csv; charset=utf-8",
            $"{state.Round.Plan}-round-{state.Round.Id}.csv");
    }

    private (Round? Wanted, string Done, IReadOnlyList<FieldError> Errors) Wanted(Round known, RoundForm form, string act)
    {
        if (act == "close")
            return (known with { ClosedOn = known.ClosedOn ?? calendar.Today }, "closed", []);
        if (act == "reopen")
            return (known with { ClosedOn = null }, "reopened", []);
        var (round, errors) = form.Read(known.Plan, known.Board);
        return (round is null ? null : round with { ClosedOn = known.ClosedOn, ETag = known.ETag }, "changed", errors);
    }

    /// <param name="sent">What was entered and is not stored; null for the round as it is.</param>
    private async Task<IResult> ShowAsync(HttpRequest request, RoundForm? sent, IReadOnlyList<FieldError> errors, int status)
    {
        if (await reader.FindAsync(request.Plan(), request.Route("round"), request.Stop()) is not { } state)
            return await MissingAsync(request);
        var last = Math.Max(1, (state.Lines.Count + AtOnce - 1) / AtOnce);
        var at = int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, last) : 1;
        var shown = state.Lines.Skip((at - 1) * AtOnce).Take(AtOnce).ToList();
        return await pages.ShowAsync<RoundPage>(
            pages.Of(request, RoundWords.Name(state.Round)) with
            {
                Section = "Rounds",
                Errors = errors,
                Done = Done(request, state),
            },
            new()
            {
                ["State"] = state,
                ["Lines"] = shown,
                ["Away"] = await away.OfAsync(state.Lines, request.Stop()),
                ["Form"] = sent ?? RoundForm.Of(state.Round),
                ["At"] = at,
                ["Last"] = last,
            },
            status);
    }

    private string? Done(HttpRequest request, RoundState state) => request.Query["done"].ToString() switch
    {
        "opened" => "The round is entered.",
        "changed" => "The dates are stored.",
        "closed" => "The round is closed.",
        "reopened" => "The round is open again.",
        "answer" => "The answer is stored.",
        "late" => "The answer is kept in the history: a newer report stands.",
        "asked" => sender.NextSending(calendar.Now) is { } next
            ? $"It is noted. Mail leaves from {LondonTime.Say(next)}."
            : state.Acts.All(a => a.IsDone) ? "They are asked."
            : "It is noted. What could not be sent at once goes with the next tick; the list says what became of it.",
        _ => null,
    };

    private Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(request, 404, "There is no such round",
            "It may be of another plan or Board. The page of rounds has those that are open.");
}
