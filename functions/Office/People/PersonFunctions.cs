using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>One owner of a plan: who they are, who stands in, whether mail gets through, and to whom their items move.</summary>
public sealed class PersonFunctions(
    OfficePages pages, People people, AllPlans all, HeaderEntry entry, IReminderLedger ledger, NextReminder reminders)
{
    private const string Other = "Somebody changed this owner since you opened the page. What you entered is in the form: "
        + "look at what is stored now, then save again";

    [Function("EditPerson"), Page(PageAccess.Office), MaxBody(64 * 1024)]
    public async Task<IResult> EditPersonAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "office/people/{plan}/{owner}")]
        HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
            return await ShowAsync(request, null, [], 200);
        var (form, version, id) = (
            PersonForm.Of(request.Form), request.Form[PersonForm.Version].ToString(), request.Route("owner"));
        if (form.Refusal is { } refusal)
            return await ShowAsync(request, form, [refusal], 400);
        if (RowAction.ListOf(request.Form) is not null && form.Email.Length == 0)
            return await ShowAsync(request, form, [new("email", "required", "Give the address")], 400);
        if (await FindAsync(request) is not { } person)
            return await MissingAsync(request);
        var said = form.Said(person.Owner);
        return await entry.ChangeAsync(request.Plan(), said, plan => form.In(plan, id, version), request.Stop()) switch
        {
            HeaderEntered.Done => new SeeOther(
                RowAction.ListOf(request.Form) is { } list ? RowAction.AddressOf(request.Plan(), list)
                    : $"{person.Address}?done=changed"),
            HeaderEntered.Invalid invalid => await ShowAsync(request, form, [.. invalid.Errors.Select(PersonForm.OfField)], 400),
            _ => await ShowAsync(request, form, [new("", "changed", Other)], 409),
        };
    }

    /// <summary>Mail to the owner is tried again.</summary>
    [Function("ReachPersonAgain"), Page(PageAccess.Office), MaxBody(16 * 1024)]
    public async Task<IResult> ReachPersonAgainAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/people/{plan}/{owner}/reach")] HttpRequest request)
    {
        if (await FindAsync(request) is not { } person)
            return await MissingAsync(request);
        if (HeaderEntry.VersionOf(person.Owner) != request.Form[PersonForm.Version].ToString())
            return await ShowAsync(request, null, [new("", "changed", Other)], 409);
        if (person.Owner.Email is { Length: > 0 } address)
            await ledger.ClearBounceAsync(Recipient.IdentityOf(address), request.Stop());
        return new SeeOther($"{person.Address}?done=reached");
    }

    private async Task<PersonLine?> FindAsync(HttpRequest request) => (await ReadAsync(request)).Person;

    private async Task<(PersonLine? Person, IReadOnlyList<PersonLine> Elsewhere)> ReadAsync(HttpRequest request)
    {
        var found = (await all.ReadAsync(request.Stop())).Found;
        var owners = found.SelectMany(p => p.Plan.Owners.Select(o => (Plan: p, Owner: o))).ToList();
        var (plan, id) = (request.Plan(), request.Route("owner"));
        if (owners.FirstOrDefault(o => o.Plan.Plan.Id == plan && o.Owner.Id == id) is not { Owner: { } self } at)
            return (null, []);
        var same = owners.Where(o => o.Plan.Plan.Id != plan && self.Email is { Length: > 0 } address
            && string.Equals(o.Owner.Email?.Trim(), address.Trim(), StringComparison.OrdinalIgnoreCase));
        var lines = await people.LinesAsync([at, .. same], request.Stop());
        return (lines[0], [.. lines.Skip(1)]);
    }

    private async Task<IResult> ShowAsync(HttpRequest request, PersonForm? sent, IReadOnlyList<FieldError> errors, int status)
    {
        var (person, elsewhere) = await ReadAsync(request);
        if (person is null)
            return await MissingAsync(request);
        var done = request.Query["done"].ToString() switch
        {
            "changed" => "The change is stored.",
            "reached" => "Mail to this address is tried again with the next reminder.",
            _ => null,
        };
        return await pages.ShowAsync<PersonPage>(
            pages.Of(request, person.Name) with { Section = "People", Errors = errors, Done = done },
            new()
            {
                ["Person"] = person,
                ["Form"] = sent ?? PersonForm.Of(person.Owner),
                ["Elsewhere"] = elsewhere,
                ["Standing"] = await StandingAsync(person, request.Stop()),
            },
            status);
    }

    private async Task<string?> StandingAsync(PersonLine person, CancellationToken stop)
    {
        var bounced = await reminders.BouncedAsync(stop);
        var to = reminders.Asked(person.Plan, person.Owner, bounced, isAway: person.Away);
        return to.OwnerId == person.Owner.Id ? null : to.Name ?? to.OwnerId;
    }

    private Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(request, 404, "There is no such owner", "The plan may have another id for it. Nothing was changed now.");
}
