namespace HubFunctions.Reminders;

/// <summary>Whom the office wants to ask in a round.</summary>
/// <param name="Owner">Whose answer is missing; null for all who have not answered.</param>
/// <param name="Deputy">Whether the owner's deputy is asked instead.</param>
public sealed record AskChoice(string? Owner, bool Deputy)
{
    public static readonly AskChoice All = new(null, Deputy: false);

    /// <summary>The mails that it comes to now: one a person, and numbered after those that were asked for before.</summary>
    public IReadOnlyList<AskKey> Mails(RoundState state)
    {
        var lines = state.Lines.Where(l => Owner is null || l.Key == Owner);
        var wanted = Deputy
            ? lines.Where(l => l.CanDeputyBeAsked)
                .Select(l => (Identity: Recipient.IdentityOf(l.Deputy!.Email!), About: (string?)l.Key))
            : lines.Where(l => l.CanBeAsked).Select(l => (Identity: Recipient.IdentityOf(l.Owner!.Email!), About: (string?)null));
        var before = state.Acts.SelectMany(a => a.Mails).Concat(state.Mails.Keys).GroupBy(m => (m.Identity, m.About))
            .ToDictionary(g => g.Key, g => g.Max(m => m.Number));
        return [.. wanted.Distinct()
            .Select(w => new AskKey(state.Round.Plan, state.Round.Board, w.Identity, w.About, before.GetValueOrDefault(w) + 1))];
    }
}
