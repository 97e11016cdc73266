namespace HubFunctions.Reminders;

/// <summary>What a digest says about itself: its heading, and why it came.</summary>
public static class DigestHeading
{
    private const int PlansNamed = 3;

    /// <summary>"3 deliverables need an answer from you".</summary>
    public static string Of(Digest digest)
    {
        var mine = digest.Lines.Where(l => l.Role == Role.Owner && Causes.Of(l) == Cause.None).ToList();
        if (mine.Count > 0)
            return $"{DigestSubject.Count(mine)} {(mine.Count == 1 ? "needs" : "need")} an answer from you";
        return digest.Lines.Any(l => l.Role != Role.Owner)
            ? $"Nobody has answered for {DigestSubject.Count(digest.Lines)}"
            : $"{DigestSubject.Count(digest.Lines)} {(digest.Lines.Count == 1 ? "has" : "have")} nobody who can be asked";
    }

    /// <summary>What the office asks for in a round; null for the digest of the day.</summary>
    public static string? OfRound(Digest digest) => digest.Ask is not { } ask ? null
        : digest.AnswerBy is { } day
            ? $"The Board meets on {Words.Date(ask.Board)}. Please answer by {Words.Date(day)}, so that what you say is in its "
                + "papers."
            : $"The Board meets on {Words.Date(ask.Board)}, and its papers wait for your answer.";

    public static string Why(Digest digest)
    {
        var to = digest.To.OwnerId;
        if (to == Recipient.ProgrammeOffice)
            return "You get this email because it is sent to the programme office where nobody else can be asked.";
        if (to == Recipients.Manager)
            return "You get this email because the directory names you as the manager of somebody who has not answered.";
        var plans = digest.Lines.Select(l => l.Reminder.Plan.Title.To(Shortened.Label)).Distinct(StringComparer.Ordinal).ToList();
        var named =
            string.Join(", ", plans.Take(PlansNamed)) + (plans.Count > PlansNamed ? $" and {plans.Count - PlansNamed} more" : "");
        var role = digest.Lines.Any(l => l.For?.Id == l.To.OwnerId)
            ? "as responsible for what is listed here"
            : "as the one to ask where nobody else answers";
        return $"You get this email because you are named {role} in {named}.";
    }
}
