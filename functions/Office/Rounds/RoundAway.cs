using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;

namespace HubFunctions.Office;

/// <summary>Who of those that have not answered has automatic replies on, by the directory, which is asked for many at
/// once.</summary>
public sealed class RoundAway(IDirectory directory, HubClock calendar)
{
    /// <returns>Keys of lines.</returns>
    public async Task<IReadOnlySet<string>> OfAsync(IEnumerable<RoundLine> lines, CancellationToken stop)
    {
        var asked = lines.Where(l => l is { HasAnswered: false, Owner.Email: { Length: > 0 } }).ToList();
        var addresses = asked.Select(l => l.Owner!.Email!).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (addresses.Count == 0)
            return new HashSet<string>();
        var away = (await directory.AwayAsync(addresses, calendar.Now, stop)).Select(Recipient.IdentityOf)
            .ToHashSet(StringComparer.Ordinal);
        return asked.Where(l => away.Contains(Recipient.IdentityOf(l.Owner!.Email!))).Select(l => l.Key)
            .ToHashSet(StringComparer.Ordinal);
    }
}
