using HubFunctions.Mail;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Who of those that have not answered, and of their deputies, has automatic replies on, by the directory, which is
/// asked for many at once.</summary>
public sealed class RoundAway(IDirectory directory, HubClock calendar)
{
    public async Task<RoundAbsences> OfAsync(IEnumerable<RoundLine> lines, CancellationToken stop)
    {
        var addresses = lines.Where(l => !l.HasAnswered).SelectMany(l => new[] { l.Owner?.Email, l.Deputy?.Email })
            .Where(a => a is { Length: > 0 }).Select(a => a!).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return addresses.Count == 0 ? RoundAbsences.None
            : new RoundAbsences(
                (await directory.AbsencesAsync(addresses, calendar.Now, stop)).DistinctBy(a => Recipient.IdentityOf(a.Address))
                    .ToDictionary(a => Recipient.IdentityOf(a.Address), StringComparer.Ordinal));
    }
}

/// <summary>Who is away. Pure.</summary>
/// <param name="ByIdentity">Of those who are.</param>
public sealed record RoundAbsences(IReadOnlyDictionary<string, Absence> ByIdentity)
{
    public static readonly RoundAbsences None = new(new Dictionary<string, Absence>());

    /// <returns>Null where nothing is known of an absence.</returns>
    public Absence? Of(Owner? owner) =>
        owner?.Email is { Length: > 0 } address ? ByIdentity.GetValueOrDefault(Recipient.IdentityOf(address)) : null;

    /// <summary>Whether the deputy is asked in place of an owner who is away.</summary>
    public bool PassesOn(RoundLine line) =>
        line.CanBeAsked && Of(line.Owner) is not null && line.CanDeputyBeAsked && Of(line.Deputy) is null;

    /// <summary>Whether asking all leaves somebody out who could be asked by themselves: away, and nobody stands in.</summary>
    public bool LeavesOut(RoundLine line) => line.CanBeAsked && Of(line.Owner) is not null && !PassesOn(line);
}
