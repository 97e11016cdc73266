using System.Text.Json.Nodes;
using HubFunctions.Mail;
using HubFunctions.Plans;

namespace HubFunctions.LocalRun;

/// <summary>The local run's mail provider: one JSON file a mail in an ignored folder. Handing the same Message-ID over again
/// writes another file, so that a doubled mail shows.</summary>
public sealed class OutboxMailer(string folder, HubClock calendar) : IOutbox, IErasablePlace
{
    private const int Shown = 200;

    public async Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var kept = OutboxMail.Of(mail, calendar.Now);
        var path = Path.Combine(folder, kept.Id + ".json");
        await File.WriteAllTextAsync(path + ".part", HubJson.Store(kept), stop);
        File.Move(path + ".part", path);
        return new MailResult.Accepted();
    }

    /// <summary>A kept mail that tells the text goes whole.</summary>
    public async Task<int> EraseAsync(TextErasure erasure, CancellationToken stop)
    {
        var gone = 0;
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [])
        {
            if (!erasure.IsAnywhereIn(JsonNode.Parse(await File.ReadAllTextAsync(file, stop))))
                continue;
            File.Delete(file);
            gone++;
        }

        return gone;
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<OutboxMail> List() =>
        !Directory.Exists(folder)
            ? []
            :
            [
                .. new DirectoryInfo(folder)
                    .EnumerateFiles("*.json")
                    .OrderByDescending(f => f.Name, StringComparer.Ordinal)
                    .Take(Shown)
                    .Select(f => HubJson.Read<OutboxMail>(File.ReadAllText(f.FullName))),
            ];

    public OutboxMail? Find(string id) => List().FirstOrDefault(m => m.Id == id);
}
