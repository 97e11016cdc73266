using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Takes a text out of the history of partners that report on the plan: that something was changed stays, and by
/// whom.</summary>
public sealed class PartnerHistoryErasure(TablePartnerStore partners, TablePartnerChanges changes) : IErasablePlace
{
    private const int MaxAttempts = 8;
    private const string Gone = "(erased)";

    public async Task<int> EraseAsync(TextErasure erasure, CancellationToken stop)
    {
        var changed = 0;
        foreach (var stored in await partners.ListStoredAsync(stop))
            changed += await NewestAsync(erasure, stored, stop);
        foreach (var change in await changes.BetweenAsync(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, int.MaxValue, stop))
        {
            if (Without(erasure, change) is not { } without)
                continue;
            await changes.ReplaceAsync(without, stop);
            changed++;
        }

        return changed;
    }

    private async Task<int> NewestAsync(TextErasure erasure, StoredPartner? stored, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (stored?.Change is not { } newest || Without(erasure, newest) is not { } without)
                return 0;
            // Whoever is moving what was read before meets this one.
            await changes.ReplaceAsync(without, stop);
            if (await partners.ReplaceChangeAsync(stored, without, stop))
                return 1;
            stored = await partners.FindAsync(stored.Partner.Id, stop);
        }

        throw new StorageUnavailableException(409, "A partner kept changing; send the erasure again.");
    }

    /// <returns>Null where the text is not in it. Of what cannot be read nobody can say what it holds, so it goes.</returns>
    private static StoredChange? Without(TextErasure erasure, StoredChange stored)
    {
        PartnerChange change;
        try
        {
            change = stored.Read();
        }
        catch (BrokenRowException)
        {
            return stored.Packed.Length == 0 ? null : stored with { Packed = [] };
        }

        if (!change.Plans.Contains(erasure.Plan) || !change.Fields.Any(f => IsIn(erasure, f)))
            return null;
        var without = change with { Fields = [.. change.Fields.Select(f => IsIn(erasure, f) ? Without(erasure, f) : f)] };
        return StoredChange.Of(without) with { Key = stored.Key };
    }

    private static PartnerField Without(TextErasure erasure, PartnerField field) => new(
        erasure.IsIn(field.What) ? $"word {Gone}" : field.What, Without(erasure, field.Before), Without(erasure, field.After));

    private static string? Without(TextErasure erasure, string? text) => text is not null && erasure.IsIn(text) ? Gone : text;

    private static bool IsIn(TextErasure erasure, PartnerField field) =>
        new[] { field.What, field.Before, field.After }.Any(text => text is not null && erasure.IsIn(text));
}
