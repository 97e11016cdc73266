using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>Who of the office signs in with Entra ID, and the plans that each is limited to, in the table
/// <c>HubOfficePeople</c>: one row a person, and
/// one for each change of limits.</summary>
public sealed class TableOfficePeople(TableServiceClient tables, TimeProvider clock)
{
    public const string TableName = "HubOfficePeople";

    private const string Partition = "person";
    private const string PersonRow = "p|";
    private const string ChangeRow = "c|";
    private const int MaxTries = 5;
    private const int MaxPeople = 5_000;

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>Somebody has signed in; what they are limited to stays.</summary>
    public Task SeenAsync(string account, string name, SessionRole role, CancellationToken stop)
    {
        var row = new TableEntity(Partition, PersonRow + OfficePerson.IdOf(account))
        {
            ["Name"] = name,
            ["Role"] = role.ToString(),
            ["SeenAt"] = clock.GetUtcNow(),
        };
        return _table.UpsertEntityAsync(row, TableUpdateMode.Merge, stop);
    }

    /// <summary>What somebody who has signed in is limited to, as it is stored now. Whose row is missing or broken sees
    /// nothing.</summary>
    /// <returns>Null for who is not limited.</returns>
    public async Task<PlanReach?> ReachAsync(string account, CancellationToken stop) =>
        await RowAsync(OfficePerson.IdOf(account), stop) is { } row ? LimitOf(row) : PlanReach.Nothing;

    /// <summary>Programs have no row, and no limits.</summary>
    public async Task<bool> IsLimitedAsync(string account, CancellationToken stop) =>
        await RowAsync(OfficePerson.IdOf(account), stop) is { } row && LimitOf(row) is not null;

    /// <summary>By their names.</summary>
    public async Task<IReadOnlyList<OfficePerson>> ListAsync(CancellationToken stop)
    {
        var people = new List<OfficePerson>();
        await foreach (var row in Rows(PersonRow).WithCancellation(stop))
        {
            people.Add(Read(row));
            if (people.Count == MaxPeople)
                break;
        }

        return [.. people.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Id, StringComparer.Ordinal)];
    }

    public async Task<OfficePerson?> FindAsync(string id, CancellationToken stop) =>
        await RowAsync(id, stop) is { } row ? Read(row) : null;

    /// <summary>Somebody who has not signed in yet; who is there stays as they are.</summary>
    /// <returns>Their id.</returns>
    public async Task<string> AddAsync(Guid objectId, string name, CancellationToken stop)
    {
        var id = OfficePerson.IdOf(EntraAccount.OfObject(objectId));
        try
        {
            // Limited from the start: who is entered before they come is entered for that.
            var row = new TableEntity(Partition, PersonRow + id)
            {
                ["Name"] = name,
                ["Limit"] = HubJson.Store(PlanReach.Nothing),
            };
            await _table.AddEntityAsync(row, stop);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            // Entered before, or signed in meanwhile.
        }

        return id;
    }

    /// <summary>Limits somebody, or takes the limits away, with who did it beside.</summary>
    /// <param name="seen"><see cref="OfficePerson.Version"/> that the editor saw.</param>
    /// <returns>False when somebody else was faster, or there is no such person. The same twice changes nothing.</returns>
    public async Task<bool> LimitAsync(string id, PlanReach? limit, string seen, string by, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            if (await RowAsync(id, stop) is not { } row)
                return false;
            var before = LimitOf(row);
            if (OfficePerson.VersionOf(before) == OfficePerson.VersionOf(limit))
                return true;
            if (OfficePerson.VersionOf(before) != seen)
                return false;
            if (await SaveAsync(row, id, new(clock.GetUtcNow(), by, before, limit), stop))
                return true;
        }

        throw new StorageUnavailableException(409, $"A person was changed by others {MaxTries} times in a row.");
    }

    /// <summary>How a person's limits changed, newest first.</summary>
    public async Task<IReadOnlyList<LimitChange>> ChangesAsync(string id, int most, CancellationToken stop)
    {
        var changes = new List<LimitChange>();
        await foreach (var row in Rows($"{ChangeRow}{id}|").WithCancellation(stop))
        {
            changes.Add(HubJson.Read<LimitChange>(LongText.Read(row, "Json")!));
            if (changes.Count == most)
                break;
        }

        return changes;
    }

    private async Task<bool> SaveAsync(TableEntity row, string id, LimitChange change, CancellationToken stop)
    {
        var told = new TableEntity(Partition, $"{ChangeRow}{id}|{DateTimeOffset.MaxValue.Ticks - change.At.UtcTicks:D19}");
        LongText.Write(told, "Json", HubJson.Store(change));
        row["Limit"] = change.After is { } after ? HubJson.Store(after) : null;
        try
        {
            await _table.SubmitTransactionAsync(
                [
                    new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, row.ETag),
                    new TableTransactionAction(TableTransactionActionType.Add, told),
                ],
                stop);
            return true;
        }
        catch (RequestFailedException collision) when (collision.Status is 409 or 412)
        {
            return false;
        }
    }

    private AsyncPageable<TableEntity> Rows(string prefix)
    {
        var (from, end) = (prefix, prefix[..^1] + "}");
        return _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {from} and RowKey lt {end}"));
    }

    private async Task<TableEntity?> RowAsync(string id, CancellationToken stop)
    {
        if (!Id.IsValid(id))
            return null;
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(Partition, PersonRow + id, cancellationToken: stop);
        return found.HasValue ? found.Value : null;
    }

    private static OfficePerson Read(TableEntity row) =>
        new(
            row.RowKey[PersonRow.Length..],
            row.GetString("Name") ?? "",
            Enum.TryParse<SessionRole>(row.GetString("Role"), out var role) ? role : null,
            row.GetDateTimeOffset("SeenAt"),
            LimitOf(row));

    private static PlanReach? LimitOf(TableEntity row)
    {
        if (row.GetString("Limit") is not { } limit)
            return null;
        try
        {
            return HubJson.Read<PlanReach>(limit);
        }
        catch (JsonException)
        {
            return PlanReach.Nothing;
        }
    }
}
