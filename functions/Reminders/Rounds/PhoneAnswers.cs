using System.Security.Cryptography;
using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Stores an answer that was taken by telephone through the door of every owner's answer. The same form twice is one
/// answer.</summary>
public sealed class PhoneAnswers(IPlanStore plans, IUpdateCommits updates, HubClock calendar)
{
    /// <summary>For an item that nobody answers for.</summary>
    private const string Office = "office";

    /// <param name="seen">The item's history number that the form showed.</param>
    public async Task<PhoneResult> RecordAsync(string plan, string item, PhoneAnswer answer, long seen, CancellationToken stop)
    {
        if (await plans.FindHeaderAsync(plan, stop) is not { Plan: var header }
            || await plans.FindItemAsync(plan, item, stop) is not { Item: { Removed: false } known })
            return new PhoneResult.NoItem();
        var hash = Hash($"telephone\n{plan}\n{item}\n{seen}\n{HubJson.Store(answer)}");
        var key = hash[..40];
        if (known.Sequence != seen && await plans.AcceptancesAsync(plan, Responses.Source, key, stop) is { Count: 0 })
            return new PhoneResult.Changed();
        var by = known.Definition.Owner ?? Office;
        var message = new UpdateMessage(
            Responses.Source, key, hash, $"own-{key[..20]}", by,
                [new IndexedUpdate(0, answer.ToUpdate(header, known, by, calendar.Now))]);
        return await updates.AcceptAsync(message, stop) is not MessageResult.Accepted { Outcomes: [var outcome] }
            ? new PhoneResult.Changed()
            : outcome switch
            {
                { Outcome: Outcome.Quarantined, Errors: [var error, ..] } => new PhoneResult.Refused(error.Detail),
                { Outcome: Outcome.Quarantined } => new PhoneResult.Refused("The plan has changed meanwhile."),
                { Outcome: Outcome.Late } => new PhoneResult.Late(),
                _ => new PhoneResult.Stored(),
            };
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
