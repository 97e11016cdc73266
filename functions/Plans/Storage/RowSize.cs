using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Bytes of a row: at rest by the Table service's own formula (Microsoft Learn, "Understanding the Table service data
/// model": text counts as UTF-16), and on the way in a transaction, with every character at the most that a JSON writer makes of
/// it.</summary>
internal readonly record struct RowSize(int Stored, int Sent)
{
    /// <summary>The service's bound on a row at rest.</summary>
    public const int MaxStored = 1024 * 1024;

    /// <summary>Of one operation beside its row: headers, address and boundaries.</summary>
    public const int Envelope = 1_500;

    public static RowSize Of(TableEntity row)
    {
        var (stored, sent) = (4 + (2 * (row.PartitionKey.Length + row.RowKey.Length)), Envelope);
        foreach (var (name, value) in row)
        {
            stored += 8 + (2 * name.Length);
            sent += 40 + (2 * name.Length);
            (stored, sent) = value switch
            {
                string text => (stored + (2 * text.Length), sent + Escaped(text)),
                byte[] bytes => (stored + bytes.Length, sent + (bytes.Length / 2 * 3)),
                _ => (stored + 16, sent + 40),
            };
        }

        return new(stored, sent);
    }

    /// <summary>Bytes of a text in JSON by the strictest of the writers, which escapes quotes, markup and all that is not
    /// ASCII.</summary>
    internal static int Escaped(ReadOnlySpan<char> text)
    {
        var bytes = text.Length;
        foreach (var c in text)
        {
            if (c == '\\')
                bytes += 1;
            else if (c is < ' ' or > '~' or '"' or '&' or '\'' or '+' or '<' or '>' or '`')
                bytes += 5;
        }

        return bytes;
    }
}
