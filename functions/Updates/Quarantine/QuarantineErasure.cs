using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Takes a text out of what was refused. What is JSON keeps the rest; what is not and contains the text goes
/// whole.</summary>
public sealed class QuarantineErasure(Quarantine quarantine) : IErasablePlace
{
    private const int Page = 100;

    public async Task<int> EraseAsync(TextErasure erasure, CancellationToken stop)
    {
        var changed = await EraseAsync(erasure, (after, take) => quarantine.ListAsync(partner: null, after, take, stop), stop);
        return changed + await EraseAsync(erasure, (after, take) => quarantine.CorrectedAsync(after, take, stop), stop);
    }

    private async Task<int> EraseAsync(
        TextErasure erasure, Func<string?, int, Task<(
            IReadOnlyList<QuarantineEntry> Entries, string? Last)>> list, CancellationToken stop)
    {
        var changed = 0;
        string? after = null;
        do
        {
            (var entries, after) = await list(after, Page);
            var mine = entries.Where(e => e.Plan is null || e.Plan == erasure.Plan);
            foreach (var entry in mine.Where(e => Without(erasure, e) is not null))
                changed += await quarantine.ChangeAsync(entry.Id, now => Without(erasure, now), stop) ? 1 : 0;
        }
        while (after is not null);

        return changed;
    }

    /// <summary>Null when the text is not in it.</summary>
    private static QuarantineEntry? Without(TextErasure erasure, QuarantineEntry entry)
    {
        var (raw, corrected) = (Raw(erasure, entry), Corrected(erasure, entry));
        if (raw is null && corrected is null)
            return null;
        var without = entry with { Raw = raw ?? entry.Raw, Correction = corrected ?? entry.Correction };
        return raw is null || entry.Body is not { } body ? without : without with { Body = body with { Encoding = null } };
    }

    /// <summary>Null when the text is not in it.</summary>
    private static Correction? Corrected(TextErasure erasure, QuarantineEntry entry) =>
        entry.Correction is { } correction && JsonNode.Parse(correction.Updates) is { } json
            && erasure.TakeFromStored(json, entry.Deliverable)
            ? correction with { Updates = Encoding.UTF8.GetBytes(HubJson.Store(json)) }
            : null;

    /// <summary>Null when the text is not in it.</summary>
    private static byte[]? Raw(TextErasure erasure, QuarantineEntry entry)
    {
        var unpacked = BodyDecompression.Unpack(entry.Raw, entry.Body?.Encoding).Body;
        // Of a workbook that cannot be read nobody can say what it holds.
        if (WorkbookFile.IsPackage(unpacked))
            return PackageText.Of(unpacked) is { } cells && !erasure.IsIn(cells) ? null : Erased();
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
            return erasure.IsIn(text) || erasure.IsIn(Unescaped(text)) ? Erased() : null;
        }
    }

    private static byte[] Erased() => "Erased."u8.ToArray();

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
