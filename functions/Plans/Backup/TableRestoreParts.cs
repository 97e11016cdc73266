using System.Text.Json;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Rows of a backup that belong to other features, written group by group before the plan is there.</summary>
internal sealed class TableRestoreParts(IEnumerable<TableBackupPart> parts, string plan, string restore)
{
    private readonly Dictionary<string, TableBackupPart> _parts = parts.ToDictionary(p => p.Name, StringComparer.Ordinal);
    private readonly HashSet<string> _awaited = new(StringComparer.Ordinal);
    private readonly HashSet<string> _expected = new(StringComparer.Ordinal);
    private readonly List<TableEntity> _group = [];
    private TableBackupPart? _part;

    /// <param name="named">Parts that the first line names.</param>
    /// <exception cref="FormatException">One is not known here.</exception>
    public void Expect(IEnumerable<string> named)
    {
        foreach (var name in named)
        {
            if (!_parts.ContainsKey(name))
                throw new FormatException("This backup was made by a newer hub.");
            _expected.Add(name);
            _awaited.Add(name);
        }
    }

    /// <exception cref="FormatException">It is no row of a part that the first line names.</exception>
    public async Task AddAsync(string name, JsonElement json, CancellationToken stop)
    {
        if (!_expected.Contains(name))
            throw new FormatException("A row belongs to a part that the first line does not name.");
        var (part, row) = (_parts[name], BackupRow.Read(plan, json));
        if (_group.Count > 0 && (part != _part || part.GroupOf(row.RowKey) != part.GroupOf(_group[0].RowKey)))
            await EndGroupAsync(stop);
        if (_group.Count == TransactionRules.MaxOperations)
            throw new FormatException("Too many rows belong together.");
        _part = part;
        _group.Add(row);
    }

    /// <exception cref="FormatException">A part that the first line names is missing.</exception>
    public async Task EndAsync(CancellationToken stop)
    {
        await EndGroupAsync(stop);
        if (_awaited.Count > 0)
            throw new FormatException("Rows that the first line names are missing.");
    }

    private async Task EndGroupAsync(CancellationToken stop)
    {
        if (_part is null || _group.Count == 0)
            return;
        IReadOnlyList<TableEntity> rows;
        try
        {
            rows = BrokenRowException.Guard(plan, _group[0].RowKey, () => _part.Checked(plan, _group));
            foreach (var row in rows)
                EntityLimits.Check(row);
        }
        catch (Exception broken)
            when (broken is BrokenRowException or ArgumentException or InvalidDataException or OverflowException)
        {
            throw new FormatException("A row does not hold what its key says.", broken);
        }

        await _part.WriteAsync(rows, restore, stop);
        _awaited.Remove(_part.Name);
        _group.Clear();
    }
}
