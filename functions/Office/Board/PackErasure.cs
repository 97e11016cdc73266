using System.Text.Json;
using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Snapshots;

namespace HubFunctions.Office;

/// <summary>Takes a text out of a plan's packs: hash and time stay, the text is null, and the pack says that it was
/// erased.</summary>
public sealed class PackErasure(TablePacks packs) : IErasablePlace
{
    private const int MaxAttempts = 8;

    /// <summary>What the office wrote itself, which may name anybody.</summary>
    private static readonly HashSet<string> FreeTexts =
        new(["text", "reason", "about", "by", "frozenBy"], StringComparer.Ordinal);

    public async Task<int> EraseAsync(TextErasure erasure, CancellationToken stop)
    {
        // The plan's rows are without the text by now: what was read before is frozen no more.
        for (var attempt = 0; !await packs.OutdateAsync(erasure.Plan, stop); attempt++)
        {
            if (attempt == MaxAttempts)
                throw Busy();
        }

        var changed = 0;
        foreach (var board in await packs.DraftsAsync(erasure.Plan, stop))
            changed += await DraftAsync(erasure, board, stop);
        foreach (var head in await packs.ListAsync(erasure.Plan, stop))
            changed += await DocumentAsync(erasure, head, stop);
        return changed;
    }

    private async Task<int> DraftAsync(TextErasure erasure, DateOnly board, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var draft = await packs.DraftAsync(erasure.Plan, board, stop);
            if (!draft.Decisions.Any(erasure.IsIn))
                return 0;
            if (await packs.KeepAsync(erasure.Plan, board,
                draft with { Decisions = [.. draft.Decisions.Where(d => !erasure.IsIn(d))] }, stop))
                return 1;
        }

        throw Busy();
    }

    private async Task<int> DocumentAsync(TextErasure erasure, PackHead head, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await packs.FindAsync(erasure.Plan, head.Board, head.Number, stop) is not { } pack)
                return 0;
            var json = JsonNode.Parse(pack.Document)!;
            var places = TakeFreeTexts(erasure, json) + erasure.TakeFromPublished(json).Count;
            if (places == 0)
                return 0;
            var document = CanonicalJson.WriteElement(JsonSerializer.SerializeToElement(json));
            var now = pack.Head with
            {
                Digest = PackHash.Of(document),
                By = erasure.IsIn(pack.Head.By) ? "a name that was erased" : pack.Head.By,
                Erased = [.. pack.Head.Erased, new PackErased(erasure.Field, erasure.Item, erasure.On, places)],
            };
            if (await packs.ReplaceAsync(erasure.Plan, pack with { Head = now, Document = document }, stop))
                return 1;
        }

        throw Busy();
    }

    private static int TakeFreeTexts(TextErasure erasure, JsonNode? json)
    {
        var taken = 0;
        if (json is JsonArray list)
            return list.Sum(entry => TakeFreeTexts(erasure, entry));
        foreach (var (name, value) in (json as JsonObject)?.ToList() ?? [])
        {
            if (!FreeTexts.Contains(name) || value is not JsonValue text)
            {
                taken += TakeFreeTexts(erasure, value);
            }
            else if (erasure.IsIn(text.ToString()))
            {
                json![name] = null;
                taken++;
            }
        }

        return taken;
    }

    private static StorageUnavailableException Busy() => new(409, "A pack kept changing; send the erasure again.");
}
