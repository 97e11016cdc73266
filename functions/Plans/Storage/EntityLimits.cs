using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>
/// The Table service's limits on a row, for rows that came from outside: else it would refuse them one by one (Microsoft
/// Learn, "Understanding the Table service data model"; sizes count UTF-16).
/// </summary>
internal static class EntityLimits
{
    public const int PropertyBytes = 64 * 1024;
    private const int EntityBytes = 1024 * 1024;
    private const int Properties = 252;
    private const int KeyBytes = 1024;
    private const int NameLength = 255;

    /// <summary>Keys, timestamp, ETag and annotations: what storage adds by itself.</summary>
    public static bool IsSystemProperty(string name) => name.StartsWith("odata.", StringComparison.Ordinal)
        || name is nameof(TableEntity.PartitionKey) or nameof(TableEntity.RowKey) or nameof(TableEntity.Timestamp);

    /// <summary>Throws <see cref="ArgumentException"/> when the service would refuse the entity.</summary>
    public static void Check(TableEntity entity)
    {
        CheckKey(entity.PartitionKey, nameof(entity.PartitionKey));
        CheckKey(entity.RowKey, nameof(entity.RowKey));
        var total = 4 + (2 * (entity.PartitionKey.Length + entity.RowKey.Length));
        var count = 0;
        foreach (var (name, value) in entity)
        {
            if (value is null || IsSystemProperty(name))
                continue;
            if (name.Length is 0 or > NameLength || !name.All(c => char.IsLetterOrDigit(c) || c == '_'))
                throw new ArgumentException($"A property name has 1 to {NameLength} letters and digits.", nameof(entity));
            var size = Size(value);
            if (size > PropertyBytes)
                throw new ArgumentException($"Property {name} takes {size} bytes; the limit is {PropertyBytes}.", nameof(entity));
            count++;
            total += 8 + (2 * name.Length) + size;
        }

        if (count > Properties)
            throw new ArgumentException($"The entity has {count} properties; the limit is {Properties}.", nameof(entity));
        if (total > EntityBytes)
            throw new ArgumentException($"The entity takes {total} bytes; the limit is {EntityBytes}.", nameof(entity));
    }

    private static void CheckKey(string key, string name)
    {
        if (2 * key.Length > KeyBytes)
            throw new ArgumentException($"{name} takes {2 * key.Length} bytes; the limit is {KeyBytes}.", name);
        foreach (var c in key)
            if (c is '/' or '\\' or '#' or '?' || char.IsControl(c))
                throw new ArgumentException($"{name} has the character U+{(int)c:X4}, which keys may not contain.", name);
    }

    private static int Size(object value) => value switch
    {
        string text => 2 * text.Length,
        byte[] bytes => bytes.Length,
        bool => 1,
        int => 4,
        Guid => 16,
        _ => 8,
    };
}
