using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Which mails asked an owner, or an owner's deputy, within a round. Pure.</summary>
public sealed class RoundMails
{
    private readonly ILookup<string, RoundMail> _reminders;
    private readonly ILookup<string, (AskKey Key, RoundMail Mail)> _own;
    private readonly ILookup<string, RoundMail> _deputies;

    /// <param name="known">Rows of the ledger by what they are of.</param>
    /// <param name="reminders">Digests since the round opened, of anybody.</param>
    public RoundMails(
        string plan, IReadOnlyList<AskAct> acts, IReadOnlyDictionary<AskKey, LedgerRow> known, IReadOnlyList<LedgerRow> reminders)
    {
        _reminders = reminders.Where(r => r.Asks(plan))
            .ToLookup(r => r.Identity, Reminder, StringComparer.Ordinal);
        var chases = acts.SelectMany(a => a.Mails.Select(m => (Key: m, Act: a))).DistinctBy(m => m.Key)
            .Select(m => (m.Key, Mail: Of(m.Key, m.Act, known)))
            .Where(m => m.Mail is not null).Select(m => (m.Key, Mail: m.Mail!)).ToList();
        _own = chases.Where(c => c.Key.About is null).ToLookup(c => c.Key.Identity, StringComparer.Ordinal);
        _deputies = chases.Where(c => c.Key.About is not null).ToLookup(c => c.Key.About!, c => c.Mail, StringComparer.Ordinal);
    }

    /// <returns>Oldest first.</returns>
    public IReadOnlyList<RoundMail> Of(Owner owner)
    {
        var identity = owner.Email is { Length: > 0 } address ? Recipient.IdentityOf(address) : "";
        return [.. _reminders[identity].Concat(_own[identity].Select(o => o.Mail)).Concat(_deputies[owner.Id])
            .OrderBy(m => m.At)];
    }

    /// <returns>Null for a mail that was not needed any more when its turn came.</returns>
    private static RoundMail? Of(AskKey key, AskAct act, IReadOnlyDictionary<AskKey, LedgerRow> known)
    {
        var toDeputy = key.About is not null;
        if (known.GetValueOrDefault(key) is { } row)
            return new RoundMail(row.SettledAt ?? act.At, IsChase: true, toDeputy, row.Status);
        return act.IsDone ? null : new RoundMail(act.At, IsChase: true, toDeputy, Status: null);
    }

    private static RoundMail Reminder(LedgerRow row) =>
        new(row.SettledAt ?? LondonTime.At(row.Day, new TimeOnly(12, 0)), IsChase: false, ToDeputy: false, row.Status);
}
