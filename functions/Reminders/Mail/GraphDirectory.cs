using System.Text.Json;

namespace HubFunctions.Reminders;

/// <summary>Automatic replies and managers from Microsoft Graph. A directory that is away or does not know somebody keeps no reminder back.</summary>
public sealed class GraphDirectory(ProviderHttp http, GraphAccess access, string mailbox) : IDirectory
{
    /// <summary>Addresses in one call of getMailTips.</summary>
    private const int AtOnce = 100;

    public async Task<IReadOnlySet<string>> AwayAsync(IReadOnlyCollection<string> addresses, DateTimeOffset now, CancellationToken stop)
    {
        var away = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var path = $"v1.0/users/{Uri.EscapeDataString(mailbox)}/getMailTips";
        foreach (var part in addresses.Chunk(AtOnce))
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new { EmailAddresses = part, MailTipsOptions = "automaticReplies" });
            var reply = await http.SendAsync(async token => await access.RequestAsync(HttpMethod.Post, path, body, token), stop);
            away.UnionWith(Parse(reply, json => json.TryGetProperty("value", out var tips) && tips.ValueKind == JsonValueKind.Array
                ? [.. tips.EnumerateArray().Where(IsAway).Select(t => t.GetProperty("emailAddress").GetProperty("address").GetString()!)]
                : Array.Empty<string>()) ?? []);
        }

        return away;
    }

    public async Task<Person?> ManagerAsync(string address, CancellationToken stop)
    {
        var path = $"v1.0/users/{Uri.EscapeDataString(address)}/manager?$select=displayName,mail";
        var reply = await http.SendAsync(async token => await access.RequestAsync(HttpMethod.Get, path, body: null, token), stop);
        return Parse(reply, json => Text(json, "mail") is { Length: > 0 } mail ? new Person(mail, Text(json, "displayName")) : null);
    }

    /// <summary>A text that is empty, or none at all, means no automatic reply.</summary>
    private static bool IsAway(JsonElement tip) =>
        tip.TryGetProperty("automaticReplies", out var replies) && replies.ValueKind == JsonValueKind.Object && Text(replies, "message") is { Length: > 0 };

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static T? Parse<T>(ProviderReply reply, Func<JsonElement, T?> read)
        where T : class
    {
        if (reply.Status != 200)
            return null;
        try
        {
            using var json = JsonDocument.Parse(reply.Body);
            return read(json.RootElement);
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
