using HubFunctions.Mail;

namespace HubFunctions.Tests.Mail;

/// <summary>Keeps what it is given, answers as the test says.</summary>
internal sealed class RecordingMailer : IMailer
{
    public List<OutgoingMail> Sent { get; } = [];
    public Func<OutgoingMail, MailResult> Answer { get; set; } = _ => new MailResult.Accepted();

    public Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        var answer = Answer(mail);
        if (answer is MailResult.Accepted or MailResult.NoAnswer)
        {
            lock (Sent)
                Sent.Add(mail);
        }

        return Task.FromResult(answer);
    }
}
