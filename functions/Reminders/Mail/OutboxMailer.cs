using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Development's mail provider: one JSON file a mail in an ignored folder. Handing the same Message-ID over again writes another file,
/// so that a doubled mail shows.</summary>
public sealed class OutboxMailer(OutboxFolder outbox, HubClock calendar) : IMailer
{
    private const int Shown = 200;
    private readonly string _folder = outbox.Path;

    public async Task<MailResult> SendAsync(Mail mail, CancellationToken stop)
    {
        Directory.CreateDirectory(_folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"{calendar.Now.UtcDateTime:yyyyMMdd'T'HHmmssfff}-{Guid.CreateVersion7():N}.json");
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path + ".part", HubJson.Store(new OutboxMail(name[..^5], calendar.Now, mail)), stop);
        File.Move(path + ".part", path);
        return new MailResult.Accepted();
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<OutboxMail> List() => !Directory.Exists(_folder)
        ? []
        : [.. new DirectoryInfo(_folder).EnumerateFiles("*.json").OrderByDescending(f => f.Name, StringComparer.Ordinal).Take(Shown)
            .Select(f => HubJson.Read<OutboxMail>(File.ReadAllText(f.FullName)))];

    public OutboxMail? Find(string id) => List().FirstOrDefault(m => m.Id == id);
}

/// <param name="At">When it was handed over (UTC, the hub's calendar).</param>
public sealed record OutboxMail(string Id, DateTimeOffset At, Mail Mail);

/// <summary>Where the outbox keeps its mails.</summary>
public sealed record OutboxFolder(string Path);
