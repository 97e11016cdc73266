using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>A round with who has answered and who was asked, as of a day.</summary>
/// <param name="Acts">What the office asked in it.</param>
/// <param name="Lines">Those who have not answered first.</param>
public sealed record RoundState(Round Round, StoredPlan Plan, DateOnly Today, IReadOnlyList<AskAct> Acts,
    IReadOnlyList<RoundLine> Lines)
{
    /// <summary>Rows of the ledger by what they are of.</summary>
    public required IReadOnlyDictionary<AskKey, LedgerRow> Mails { get; init; }

    /// <summary>What keeps everybody from being asked; null for nothing.</summary>
    public Obstacle? Obstacle => RoundObstacles.Of(Round, Plan.Plan, Today);

    public int Waiting => Lines.Count(l => !l.HasAnswered);

    /// <param name="mails">What the ledger says of the round's mails.</param>
    /// <param name="reminders">Digests since the round opened, of anybody.</param>
    /// <param name="past">See <see cref="RoundItems.Of"/>.</param>
    public static RoundState Of(
        Round round, StoredPlan plan, DateOnly today, IReadOnlyList<AskAct> acts, IReadOnlyList<LedgerRow> mails,
            IReadOnlyList<LedgerRow> reminders,
        IReadOnlyList<Bounce> bounces, IReadOnlyDictionary<string, RoundAnswer> past)
    {
        var unreachable = bounces.ToDictionary(b => b.Identity, StringComparer.Ordinal);
        var known = mails.ToDictionary(m => m.Ask!);
        var asked = new RoundMails(plan.Plan.Id, acts, known, reminders);
        var all = RoundObstacles.Of(round, plan.Plan, today);
        var owners = plan.Plan.Owners.DistinctBy(o => o.Id).ToDictionary(o => o.Id, StringComparer.Ordinal);
        var lines = Grouped(round, plan, owners, past, today).Select(line =>
        {
            var deputy = line.Owner?.Deputy is { } id ? owners.GetValueOrDefault(id) : null;
            return line with
            {
                Mails = line.Owner is { } owner ? asked.Of(owner) : [],
                Bounce = line.Owner?.Email is { Length: > 0 } address
                    ? unreachable.GetValueOrDefault(Recipient.IdentityOf(address)) : null,
                Deputy = deputy,
                Obstacle = all ?? RoundObstacles.Of(line.Owner, unreachable),
                DeputyObstacle = all ?? RoundObstacles.Of(deputy, unreachable),
            };
        });
        return new RoundState(
            round, plan, today, acts,
                [.. lines.OrderBy(l => l.HasAnswered).ThenBy(l => l.Owner is null)
                .ThenBy(l => l.Name, StringComparer.OrdinalIgnoreCase)])
        {
            Mails = known,
        };
    }

    /// <summary>How many a round asks, and how many of them have not answered: from the plan alone.</summary>
    public static (int Asked, int Waiting) Count(Round round, StoredPlan plan, DateOnly today)
    {
        var lines = Grouped(round, plan, plan.Plan.Owners.DistinctBy(o => o.Id)
            .ToDictionary(o => o.Id, StringComparer.Ordinal), null, today).ToList();
        return (lines.Count, lines.Count(l => !l.HasAnswered));
    }

    private static IEnumerable<RoundLine> Grouped(
        Round round, StoredPlan plan, Dictionary<string, Owner> owners, IReadOnlyDictionary<string, RoundAnswer>? past,
        DateOnly today)
    {
        var names = new OrganisationNames(plan.Plan, today);
        return
            from item in RoundItems.Of(round, plan, past)
            let owner = item.Item.Definition.Owner is { } id ? owners.GetValueOrDefault(id) : null
            let organisation = owner is null && item.Item.Definition.Partners is [var first, ..] ? names.Of(first) : null
            group item by (owner, organisation) into mine
            select new RoundLine(mine.Key.owner, mine.Key.organisation, [.. mine]);
    }
}
