using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>After the meeting: makes an action of the plan out of a decision.</summary>
public sealed class ActionFunctions(PackPages open, PackPageView view, BoardActions actions)
{
    [Function("AddBoardAction"), Page(PageAccess.Office), MaxBody(64 * 1024)]
    public async Task<IResult> AddBoardActionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post",
            Route = "office/plans/{plan}/packs/{pack}/actions")] HttpRequest request)
    {
        var decision = request.Form["decision"].ToString();
        if (await open.FindAsync(request) is not { Frozen: not null } found || found.Pack.Decisions.All(d => d.Id != decision))
            return await open.MissingAsync(request);
        var form = ActionForm.Of(request.Form, decision);
        if (form.Errors.Count > 0)
            return await RefusedAsync(request, form, 400, form.Errors);
        // Whoever leaves the page does not leave the entry half done.
        var item = BoardActions.ItemOf(found.Pack.Board, decision);
        return await actions.AddAsync(request.Plan(), item, form.Title, form.Owner, form.Due!.Value,
            CancellationToken.None) switch
        {
            ActionResult.Added => new SeeOther($"{PackPages.Address(request.Plan(), found.Pack.Board)}?done=action"),
            ActionResult.There => new SeeOther($"{PackPages.Address(request.Plan(), found.Pack.Board)}?done=there"),
            ActionResult.NoOwner =>
                await RefusedAsync(request, form, 400, [new(form.NameOf("owner"), "unknown", "Choose an owner of the plan")]),
            ActionResult.TooLarge =>
                await RefusedAsync(request, form, 422, [new(form.NameOf("title"), "too-large", "The plan holds no more items")]),
            _ => await RefusedAsync(request, form, 409,
                [new(form.NameOf("title"), "busy", "The plan is being changed by others: send this again")]),
        };
    }

    private Task<IResult> RefusedAsync(HttpRequest request, ActionForm form, int status, IReadOnlyList<FieldError> errors) =>
        view.ShowAsync(request, new() { Status = status, Errors = errors, Entered = form.Entered });
}

/// <summary>What is entered for an action. Its inputs carry the decision's number, for a page has several such forms.
/// Pure.</summary>
public sealed record ActionForm(
    string Decision, string Title, string Owner, DateOnly? Due, IReadOnlyDictionary<string, string> Entered)
{
    private const int MaxTitle = 1_000;

    public IReadOnlyList<FieldError> Errors
    {
        get
        {
            var errors = new List<FieldError>();
            if (Title.Length is 0 or > MaxTitle)
                errors.Add(new(NameOf("title"), "empty", $"Say what is to be done, in at most {MaxTitle} characters"));
            if (Owner.Length == 0)
                errors.Add(new(NameOf("owner"), "empty", "Choose who answers for it"));
            if (Due is null)
                errors.Add(new(NameOf("due"), "not-a-date", "Give the date with day, month and year, such as 30 September 2022"));
            return errors;
        }
    }

    public static ActionForm Of(IFormCollection form, string decision)
    {
        var entered = new[] { "title", "owner", "due" }
            .ToDictionary(name => $"{name}-{decision}", name => form[$"{name}-{decision}"].ToString().Trim(),
                StringComparer.Ordinal);
        return new(
            decision, OneLine.Of(entered[$"title-{decision}"]), entered[$"owner-{decision}"],
                TypedDay.Read(entered[$"due-{decision}"]), entered);
    }

    public string NameOf(string field) => $"{field}-{Decision}";
}
