using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Plans;

/// <summary>What people said that columns are: by plan, and by the headings together for a plan that is new. Headings are kept as
/// hashes.</summary>
public sealed class RememberedColumns(TableImports rows, TimeProvider clock) : IRetention
{
    /// <summary>Since it was last used to bring a plan in.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(800);

    private const string Root = "columns/";

    public string Name => "import columns";

    /// <returns>By column; null where nobody said what it is.</returns>
    public async Task<IReadOnlyList<ImportField?>> OfAsync(string plan, Headings headings, CancellationToken stop)
    {
        var json = await rows.FindAsync(Of(plan), stop) ?? await rows.FindAsync(OfSet(headings), stop);
        var known = json is null ? [] : HubJson.Read<Dictionary<string, ImportField>>(json.ToString());
        return [
            .. headings.Names.Select(
                (name, column) => known.TryGetValue(Key(name, column), out var field) ? field : (ImportField?)null)
        ];
    }

    public async Task KeepAsync(string plan, Headings headings, IReadOnlyList<ImportField> fields, CancellationToken stop)
    {
        var known = new Dictionary<string, ImportField>(StringComparer.Ordinal);
        for (var column = 0; column < headings.Names.Count; column++)
            known[Key(headings.Names[column], column)] = fields[column];
        var json = new BinaryData(HubJson.Store(known));
        await rows.SaveAsync(Of(plan), json, stop);
        await rows.SaveAsync(OfSet(headings), json, stop);
    }

    public async Task<int> ExpireAsync(CancellationToken stop)
    {
        var gone = 0;
        await foreach (var (name, at) in rows.ListAsync(Root, stop))
        {
            if (at <= clock.GetUtcNow() - KeptFor)
                gone += await rows.DeleteAsync(name, stop) ? 1 : 0;
        }

        return gone;
    }

    private static string Of(string plan) => $"{Root}plan/{plan}";

    private static string OfSet(Headings headings) =>
        $"{Root}headings/{Hash(string.Join('\n', headings.Names.Select(Folding.Heading)))}";

    /// <summary>Columns without a heading are known by their place.</summary>
    private static string Key(string heading, int column) =>
        Hash(Folding.Heading(heading) is { Length: > 0 } name ? name : column.ToString(CultureInfo.InvariantCulture))[..16];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
