namespace HubFunctions.Reminders;

/// <summary>Whom the office wants to ask in a round.</summary>
/// <param name="Owner">Whose answer is missing; null for all who have not answered.</param>
/// <param name="Deputy">Whether the owner's deputy is asked instead.</param>
public sealed record AskChoice(string? Owner, bool Deputy)
{
    public static readonly AskChoice All = new(null, Deputy: false);

    /// <summary>The mails that it comes to now: one a person, and numbered after those that were asked for before. Where all are
    /// asked, deputies are in place of owners who are away.</summary>
    public IReadOnlyList<AskKey> Mails(RoundState state, RoundAbsences away)
    {
        var wanted = state.Lines.Where(l => Owner is null || l.Key == Owner).Select(l => Wanted(l, away))
            .Where(w => w is not null).Select(w => w!.Value);
        var before = state.Acts.SelectMany(a => a.Mails).Concat(state.Mails.Keys).GroupBy(m => (m.Identity, m.About))
            .ToDictionary(g => g.Key, g => g.Max(m => m.Number));
        return [.. wanted.Distinct()
            .Select(w => new AskKey(state.Round.Plan, state.Round.Board, w.Identity, w.About, before.GetValueOrDefault(w) + 1))];
    }

    /// <returns>Null where nobody is asked.</returns>
    private (string Identity, string? About)? Wanted(RoundLine line, RoundAbsences away)
    {
        if (Deputy || (Owner is null && away.PassesOn(line)))
            return line.CanDeputyBeAsked ? (Recipient.IdentityOf(line.Deputy!.Email!), line.Key) : null;
        var isAsked = line.CanBeAsked && !(Owner is null && away.LeavesOut(line));
        return isAsked ? (Recipient.IdentityOf(line.Owner!.Email!), null) : null;
    }
}
