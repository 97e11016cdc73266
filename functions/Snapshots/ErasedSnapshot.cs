using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>A published snapshot's file from which a text was erased: name, <c>hash</c> and <c>previous</c> stay, the text is
/// null, and <c>erased</c> says where and when.</summary>
public static class ErasedSnapshot
{
    private const string Mark = "erased";

    /// <returns>The file as it shall be; null when the text is not in it.</returns>
    public static byte[]? Take(TextErasure erasure, ReadOnlyMemory<byte> file)
    {
        var json = JsonNode.Parse(file.Span)!.AsObject();
        var marks = json[Mark]?.DeepClone().AsArray() ?? [];
        json.Remove(Mark);
        var pointers = erasure.TakeFromPublished(json);
        if (pointers.Count == 0)
            return null;
        foreach (var pointer in pointers)
            marks.Add(Marked(pointer, erasure));
        json[Mark] = marks;
        return Canonical(json);
    }

    /// <summary>What remains of a snapshot whose file was never written, and whose text is gone from history already.</summary>
    public static byte[] Remains(TextErasure erasure, Snapshot rebuilt)
    {
        var json = JsonNode.Parse(CanonicalJson.Write(rebuilt))!.AsObject();
        var items = rebuilt.Items.Select((item, index) => (item.Id, Pointer: $"/items/{index}/{erasure.Field}"));
        json[Mark] = new JsonArray([
            .. items.Where(i => erasure.Item is null || i.Id == erasure.Item).Select(i => Marked(i.Pointer, erasure)),
        ]);
        return Canonical(json);
    }

    public static string Digest(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(SHA256.HashData(file));

    /// <summary>For pages that are made from it: a text that they need is empty.</summary>
    /// <returns>Null when the file is no snapshot.</returns>
    public static Snapshot? Read(BinaryData file)
    {
        try
        {
            var json = JsonNode.Parse(file)!;
            foreach (var mark in json[Mark]?.AsArray() ?? [])
                Fill(json, ((string)mark!["pointer"]!).Split('/')[1..]);
            return json.Deserialize<Snapshot>(CanonicalJson.Options);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Fill(JsonNode? json, string[] path)
    {
        foreach (var step in path[..^1])
            json = json is JsonArray list
                ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]
                : json?[step];
        if (json is JsonArray entries)
            entries[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] ??= "";
        else if (json is JsonObject owner && path[^1] is "title" or "organisation" or "label" or "name")
            owner[path[^1]] ??= "";
    }

    private static JsonNode Marked(string pointer, TextErasure erasure) =>
        new JsonObject
        {
            ["pointer"] = pointer,
            ["on"] = erasure.On.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        };

    private static byte[] Canonical(JsonObject json) => CanonicalJson.WriteElement(JsonSerializer.SerializeToElement(json));
}
