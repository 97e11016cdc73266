using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Takes a text out of what was refused. What is JSON keeps the rest; what is not and contains the text goes whole.</summary>
public sealed class QuarantineErasure(Quarantine quarantine) : IErasablePlace
{
    private const int Page = 100;

    public async Task<int> EraseAsync(TextErasure erasure, CancellationToken stop)
    {
        var changed = 0;
        string? after = null;
        do
        {
            (var entries, after) = await quarantine.ListAsync(partner: null, after, Page, stop);
            foreach (var entry in entries.Where(e => e.Plan is null || e.Plan == erasure.Plan))
            {
                if (Without(erasure, entry) is not { } raw)
                    continue;
                await quarantine.ReplaceAsync(entry with { Raw = raw, Body = entry.Body is { } body ? body with { Encoding = null } : null }, stop);
                changed++;
            }
        }
        while (after is not null);

        return changed;
    }

    /// <summary>Null when the text is not in it.</summary>
    private static byte[]? Without(TextErasure erasure, QuarantineEntry entry)
    {
        var unpacked = BodyDecompression.Unpack(entry.Raw, entry.Body?.Encoding).Body;
        try
        {
            if (JsonNode.Parse(unpacked) is not { } json)
                return null;
            return erasure.TakeFromStored(json, entry.Deliverable) ? Encoding.UTF8.GetBytes(HubJson.Store(json)) : null;
        }
        catch (JsonException)
        {
            // A spreadsheet, or broken JSON, in which a string may be written with escapes.
            var text = Encoding.UTF8.GetString(unpacked);
            return erasure.IsIn(text) || erasure.IsIn(Unescaped(text)) ? "Erased."u8.ToArray() : null;
        }
    }

    private static string Unescaped(string text)
    {
        try
        {
            return System.Text.RegularExpressions.Regex.Unescape(text);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
