using System.IO.Compression;
using System.Text;

namespace HubFunctions.Tests.Updates;

/// <summary>Makes hostile requests out of good ones, the same ones for the same seed.</summary>
internal sealed class Mutations(int seed)
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-0", "1e999", "-1e-999", "9223372036854775808", "123456789012345678901234567890.5", "\"\"",
        "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "{}", "[]", "[[[[[[]]]]]]", "{\"a\":{\"a\":{}}}", "\"2022-13-45\"",
        "\"9999-12-31T23:59:59Z\"", "\"0001-01-01\"", "\"town\"", "\"d1\"", "\"../d1\"", "\"complete\"",
        "\"javascript:alert(1)\"", "\"\uFEFF\"", "\"\u202E\"", "[{\"id\":\"m\",\"value\":1e28}]", "[null]", "{\"name\":null}",
    ];

    private static readonly string[] Headers =
    [
        "", " ", ",", "\"", "v1,", "v1,AAAA", "-1", "0", "99999999999999999999", "NaN", "*", "gzip", "br", "deflate", "identity",
        "gzip, br", "application/json", "application/cloudevents+json", "application/cloudevents-batch+json",
        "application/json; charset=utf-16", "text/html", "1.0", "0.3", "%00", "%ff%fe", "é", "Bearer", "Bearer ", "Basic YTpi",
        "hub_partner-x_1_AAAA",
    ];

    private static readonly string[] Names =
    [
        "webhook-id", "webhook-timestamp", "webhook-signature", "Authorization", "Content-Type", "Content-Encoding",
        "Idempotency-Key", "ce-specversion", "ce-id", "ce-source", "ce-type",
    ];

    private static readonly string[] Fields =
    [
        "type", "timestamp", "data", "plan", "deliverable", "milestone", "asAt", "lifecycle", "health", "percentComplete",
        "summary", "measures", "evidence", "reporter", "id", "source", "specversion",
    ];

    private readonly Random _random = new(seed);

    public bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    public int Next(int max) => _random.Next(max);

    public T One<T>(IReadOnlyList<T> many) => many[_random.Next(many.Count)];

    /// <summary>A name that matters to the hub, and something else to put there.</summary>
    public (string Name, string Value) Header() => (One(Names), Chance(20) ? new string('x', _random.Next(5_000)) : One(Headers));

    public byte[] Body(byte[] body)
    {
        for (var times = _random.Next(1, 4); times > 0; times--)
            body = Once(body);
        return body;
    }

    /// <summary>Differs from what it was given in at least one byte.</summary>
    public byte[] Altered(byte[] body)
    {
        var altered = body.Length == 0 ? [0] : (byte[])body.Clone();
        altered[_random.Next(altered.Length)] ^= (byte)(1 << _random.Next(8));
        return body.Length == 0 || Chance(2) ? altered : Chance(2) ? [.. body, (byte)' '] : body[..^1];
    }

    public byte[] Pack(byte[] body, string encoding)
    {
        var packed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            _ => new ZLibStream(packed, CompressionLevel.Fastest),
        })
            stream.Write(body);
        return packed.ToArray();
    }

    private byte[] Once(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        switch (_random.Next(9))
        {
            case 0:
                return Altered(body);
            case 1:
                return body[..(body.Length == 0 ? 0 : _random.Next(body.Length))];
            case 2:
                return [.. body, .. body];
            case 3:
                return Encoding.UTF8.GetBytes(text.Insert(_random.Next(text.Length + 1), One(Values)));
            case 4:
                return Chance(50)
                    ? Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(One<string>(["[", "{\"a\":"]), 5_000)))
                    : [0xEF, 0xBB, 0xBF, .. body];
            case 5:
                byte[] noise = new byte[_random.Next(64)];
                _random.NextBytes(noise);
                var at = _random.Next(body.Length + 1);
                return [.. body[..at], .. noise, .. body[at..]];
            default:
                return Encoding.UTF8.GetBytes(WithField(text));
        }
    }

    /// <summary>Another value, a second one, or another name for a field that is there.</summary>
    private string WithField(string text)
    {
        var field = One(Fields);
        var at = text.IndexOf($"\"{field}\":", StringComparison.Ordinal);
        if (at < 0)
            return text.Replace("{", $"{{\"{field}\":{One(Values)},", StringComparison.Ordinal);
        return _random.Next(3) switch
        {
            0 => text.Insert(at, $"\"{field}\":{One(Values)},"),
            1 => text.Remove(at + 1, field.Length).Insert(at + 1, One(Fields)),
            _ => text.Insert(at + field.Length + 3, One(Values) + ",\"x\":"),
        };
    }
}
