using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;

namespace HubFunctions.Office;

/// <summary>An owner in a plan, as the office looks at people.</summary>
/// <param name="Open">Items that the owner answers for and that are open.</param>
/// <param name="Bounce">Mail does not get through; null where nothing is known.</param>
/// <param name="Absence">Automatic replies are on, by the directory; null where it says nothing of them.</param>
public sealed record PersonLine(PlanHeader Plan, Owner Owner, IReadOnlyList<PlanItem> Open, Bounce? Bounce, Absence? Absence)
{
    public bool Away => Absence is not null;

    public bool HasAddress => Owner.Email is { Length: > 0 };

    public bool IsSecretary => Recipients.BoardSecretary(Plan)?.Id == Owner.Id;

    public string Name => Owner.Name ?? Owner.Role ?? Owner.Id;

    public string Address => $"/office/people/{Plan.Id}/{Uri.EscapeDataString(Owner.Id)}";

    public static PersonLine Of(
        StoredPlan plan, Owner owner, IReadOnlyDictionary<string, Bounce> bounces, IReadOnlyDictionary<string, Absence> away)
    {
        var identity = owner.Email is { Length: > 0 } address ? Recipient.IdentityOf(address) : "";
        return new(
            plan.Plan, owner, [.. plan.Items.Where(i => i.Definition.Owner == owner.Id && !i.State.IsClosed())],
            bounces.GetValueOrDefault(identity), away.GetValueOrDefault(identity));
    }

    /// <summary>What matters of it, in words.</summary>
    public IEnumerable<string> Facts()
    {
        if (Owner.Name is not null && Owner.Role is { } role)
            yield return role;
        yield return Owner.Email is { Length: > 0 } address ? address : "no address";
        yield return $"answers for {WorkLine.Count(Open.Count, "open item")}";
        if (Plan.OwnerOf(Owner.Deputy) is not null)
            yield return $"deputy: {Say.Owner(Plan, Owner.Deputy)}";
        if (IsSecretary)
            yield return "the Board’s secretary";
    }
}

/// <summary>A list of people, as a link.</summary>
public sealed record PersonFilter(string Key, string Name, Func<PersonLine, bool> Has)
{
    public static readonly IReadOnlyList<PersonFilter> Each =
    [
        new("all", "All", _ => true),
        new("no-address", "No address", p => !p.HasAddress),
        new("bounced", "Mail does not get through", p => p.Bounce is not null),
        new("away", "Away", p => p.Away),
        new("idle", "Answers for nothing", p => p.Open.Count == 0),
    ];

    public static PersonFilter Of(string? key) => Each.FirstOrDefault(f => f.Key == key) ?? Each[0];
}
