using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Plans;

/// <summary>Enters the first reports that an imported table holds, through the same door as partners' updates. The same reports
/// again are
/// known by their key, so that an import that was cut short is completed by sending the file again.</summary>
public sealed class FirstReportCommits(IUpdateCommits commits, HubClock calendar)
{
    private const int PerMessage = 100;

    /// <summary>No partner can have this id.</summary>
    internal const string Source = "~import";

    /// <returns>Items whose report was not taken.</returns>
    /// <exception cref="StorageUnavailableException">Storage is unavailable.</exception>
    public async Task<IReadOnlyList<string>> AcceptAsync(string plan, IReadOnlyList<FirstReport> reports, CancellationToken stop)
    {
        var refused = new List<string>();
        foreach (var chunk in reports.Chunk(PerMessage))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{plan}\n{HubJson.Store(chunk)}")));
            var updates = chunk.Select((report, index) => new IndexedUpdate(index, Update(plan, report))).ToList();
            var message = new UpdateMessage(
                Source, $"import-{hash[..40]}", hash, $"import-{hash[..24]}", Acting.Office, updates)
            {
                Reason = $"Imported by {Acting.Name}",
            };
            var result = await commits.AcceptAsync(message, stop);
            refused.AddRange(result is MessageResult.Accepted accepted
                ? accepted.Outcomes.Where(o => o.Outcome is Outcome.Quarantined or Outcome.Late).Select(o => o.Deliverable)
                : chunk.Select(r => r.Item));
        }

        return refused;
    }

    private Update Update(string plan, FirstReport report) => new()
    {
        Plan = plan,
        Deliverable = report.Item,
        AsAt = calendar.Now,
        Lifecycle = report.Lifecycle,
        Health = report.Health,
        PercentComplete = report.PercentComplete,
        Note = report.Note,
    };
}
