using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>What a link is about: certain items of certain plans, each as a certain owner. All are for the same person. Whether
/// that person may still answer is decided when the link is used (<see cref="ReplyRights"/>).</summary>
public sealed record ResponseLink(IReadOnlyList<ResponseTarget> Targets)
{
    public const int MaxTargets = 20;
    private const string All = "*";

    /// <summary>Identity of the person whose items are all meant, whatever they are when the link is opened; null for certain
    /// items.</summary>
    public string? Person { get; init; }

    /// <summary>A link to the page with all items of a person.</summary>
    public static ResponseLink Everything(string person) => new([]) { Person = person };

    public override string ToString() =>
        Person is { } all
            ? $"{all}:{All}"
            : (Targets[0].Person is { } person ? $"{person}:" : "")
                + string.Join(',', Targets.Select(t => $"{t.Plan}/{t.Owner}/{t.Item}/{t.Milestone}"));

    public static ResponseLink? Parse(string text)
    {
        var targets = new List<ResponseTarget>();
        var person = text.IndexOf(':') is > 0 and var end ? text[..end] : null;
        if (person is not null && text[(person.Length + 1)..] == All)
            return Everything(person);
        foreach (var part in text[(person is null ? 0 : person.Length + 1)..].Split(','))
        {
            if (part.Split('/') is not [var plan, var owner, var item, var milestone]
                || !Id.IsValid(plan)
                || !Id.IsValid(owner)
                || !Id.IsValid(item))
                return null;
            targets.Add(new ResponseTarget(plan, owner, item, milestone.Length == 0 ? null : milestone, person));
        }

        return targets.Count is > 0 and <= MaxTargets ? new ResponseLink(targets) : null;
    }
}

/// <param name="Owner">Who answers: an owner id of the plan.</param>
/// <param name="Milestone">The milestone that the reminder was about; null for the item.</param>
/// <param name="Person">Identity of the address that the link was sent to; null in links from before it was written into
/// them.</param>
public sealed record ResponseTarget(string Plan, string Owner, string Item, string? Milestone, string? Person = null);
