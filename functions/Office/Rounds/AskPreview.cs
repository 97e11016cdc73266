using HubFunctions.Reminders;

namespace HubFunctions.Office;

/// <summary>The mails that would go if the office asked now.</summary>
/// <param name="Act">Id of the act that they come to; the form sends it back.</param>
/// <param name="Skipped">Who has not answered and would not be asked, with the reason.</param>
public sealed record AskPreview(string Act, IReadOnlyList<AskMail> Mails, IReadOnlyList<(string Name, Obstacle Why)> Skipped)
{
    /// <summary>Mails that are shown whole; of the others the page says to whom they go and what about.</summary>
    private const int Whole = 20;

    public static async Task<AskPreview> OfAsync(RoundState state, AskChoice choice, RoundAbsences away, DigestMail compose)
    {
        var keys = choice.Mails(state, away);
        var mails = new List<AskMail>();
        foreach (var key in keys)
        {
            if (AskDigests.Of(state, key) is not { } digest)
                continue;
            var (subject, text) = mails.Count < Whole ? await compose.PreviewAsync(digest) : (DigestSubject.Of(digest), null);
            var standsFor = key.About is null ? null : Say.Owner(state.Plan.Plan, key.About);
            mails.Add(new AskMail(digest.To.OwnerId, Say.Owner(state.Plan.Plan, digest.To.OwnerId), standsFor, subject,
                digest.Lines.Count, text));
        }

        var skipped = state.Lines.Where(l => !l.HasAnswered && (choice.Owner is null || l.Key == choice.Owner))
            .Select(l => (l.Name, Why: Why(l, choice, away))).Where(l => l.Why is not null)
                .Select(l => (l.Name, l.Why!.Value));
        return new AskPreview(AskAct.IdOf(keys), mails, [.. skipped]);
    }

    private static Obstacle? Why(RoundLine line, AskChoice choice, RoundAbsences away) =>
        choice.Deputy ? line.DeputyObstacle : choice.Owner is null && away.LeavesOut(line) ? Obstacle.Away : line.Obstacle;
}

/// <param name="Owner">Id of who gets it.</param>
/// <param name="For">Who is stood in for; null where the reader answers for it.</param>
/// <param name="Text">As it would be sent, but for the links; null where the page does not show it.</param>
public sealed record AskMail(string Owner, string To, string? For, string Subject, int Items, string? Text);
