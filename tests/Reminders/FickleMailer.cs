using HubFunctions.Mail;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Reminders;

/// <summary>A provider that takes most mails, and now and then refuses one, hangs, or breaks off before or after it took
/// one.</summary>
internal sealed class FickleMailer(IMailer inner, SettableTime clock, Random random) : IMailer
{
    /// <summary>Mails that were taken without an answer.</summary>
    public int TakenInSilence { get; private set; }

    public Dictionary<string, int> Fates { get; } = [];

    public async Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        var fate = random.Next(40) switch
        {
            0 => "refused",
            1 => "broken off",
            2 => "broken off after taking",
            3 => "hung",
            _ => "taken",
        };
        Fates[fate] = Fates.GetValueOrDefault(fate) + 1;
        if (fate == "refused")
            return new MailResult.NotTaken("503", random.Next(2) == 0 ? null : TimeSpan.FromMinutes(20));
        if (fate == "hung")
            clock.Advance(IMailer.TimeLimit);
        if (fate == "broken off" || (fate == "hung" && random.Next(2) == 0))
            return new MailResult.NoAnswer();
        var answer = await inner.SendAsync(mail, stop);
        if (fate == "taken")
            return answer;
        TakenInSilence++;
        return new MailResult.NoAnswer();
    }
}
