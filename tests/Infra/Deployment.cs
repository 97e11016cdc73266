using System.Text.Json.Nodes;

namespace HubFunctions.Tests.Infra;

/// <summary>What one parameter file makes of the template, as the compiler evaluates it.</summary>
/// <remarks>What only Azure can say stays an expression in brackets.</remarks>
internal sealed class Deployment
{
    private static readonly Dictionary<string, Lazy<Task<Deployment>>> Known = new()
    {
        ["test"] = new(() => EvaluateAsync("main.test.bicepparam", [])),
        ["production"] = new(() => EvaluateAsync("main.production.bicepparam", new()
        {
            ["AZURE_PRINCIPAL_ID"] = "0e2f4d6a-0000-4000-8000-00000000000a",
            ["HUB_ENTRA_AUDIENCE"] = "api://hub",
            ["HUB_PUBLIC_BASE_URL"] = "https://hub.example.gov.uk",
            ["HUB_SENDGRID_WEBHOOK_KEY"] = "a public key",
        })),
        ["azd with Graph"] = new(() => EvaluateAsync("main.bicepparam", new()
        {
            ["HUB_MAIL_PROVIDER"] = "graph",
            ["HUB_GRAPH_TENANT_ID"] = "a-tenant",
            ["HUB_GRAPH_CLIENT_ID"] = "a-client",
            ["HUB_ROTATING_SIGNING_KEY"] = "true",
        })),
        ["azd with Notify"] = new(() => EvaluateAsync("main.bicepparam", new()
        {
            ["HUB_MAIL_PROVIDER"] = "notify",
            ["HUB_NOTIFY_TEMPLATE_ID"] = "0e2f4d6a-0000-4000-8000-00000000000b",
        })),
        ["azd with SMTP"] = new(() => EvaluateAsync("main.bicepparam", new()
        {
            ["HUB_MAIL_PROVIDER"] = "smtp",
            ["HUB_SMTP_HOST"] = "mail.example",
            ["HUB_SMTP_USER"] = "hub",
            ["HUB_OTLP_ENDPOINT"] = "https://collector.example:4318",
        })),
    };

    private Deployment(string file, string words, JsonObject snapshot)
    {
        File = file;
        Words = words;
        Resources = [.. snapshot["predictedResources"]!.AsArray().Select(resource => new Resource(resource!.AsObject()))];
        Outputs = snapshot["outputs"]?.AsObject() ?? [];
    }

    public static IReadOnlyCollection<string> Names => Known.Keys;

    public string File { get; }

    /// <summary>What the compiler had to say, warnings included.</summary>
    public string Words { get; }

    public IReadOnlyList<Resource> Resources { get; }

    public JsonObject Outputs { get; }

    /// <summary>Evaluated once in a test run.</summary>
    public static Task<Deployment> OfAsync(string name) => Known[name].Value;

    public static async Task<IReadOnlyList<Deployment>> AllAsync() => await Task.WhenAll(Names.Select(OfAsync));

    public IReadOnlyList<Resource> Made(string type) => [.. Resources.Where(r => r.Type == type)];

    public Resource One(string type) => Assert.Single(Made(type));

    /// <summary>The app's settings by name.</summary>
    public IReadOnlyDictionary<string, string> Settings =>
        One("Microsoft.Web/sites/config").Body["properties"]!.AsObject().ToDictionary(s => s.Key, s => (string)s.Value!);

    private static async Task<Deployment> EvaluateAsync(string file, Dictionary<string, string> given)
    {
        var folder = Bicep.Copy();
        try
        {
            foreach (var (name, value) in Bicep.Required)
                given.TryAdd(name, value);
            string[] place = ["--mode", "overwrite", "--tenant-id", $"{Guid.Empty}", "--subscription-id", $"{Guid.Empty}",
                "--location", "uksouth"];
            var (code, _, words) = await Bicep.RunAsync(folder.FullName, given, ["snapshot", file, .. place]);
            if (code != 0)
                throw new InvalidOperationException($"bicep snapshot {file} ended with {code}: {words}");
            var text = await System.IO.File.ReadAllTextAsync(Path.Combine(folder.FullName,
                Path.ChangeExtension(file, ".snapshot.json")));
            return new(file, words, JsonNode.Parse(text)!.AsObject());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>One resource of a deployment.</summary>
internal sealed record Resource(JsonObject Body)
{
    public string Id => (string)Body["id"]!;

    public string Type => (string)Body["type"]!;

    public string Name => (string)Body["name"]!;

    public string ApiVersion => (string)Body["apiVersion"]!;

    /// <summary>The value at a dotted path as text, null where there is none. A dot in a name is written as a slash.</summary>
    public string? Value(string dotted) => At(dotted)?.ToString();

    public JsonNode? At(string dotted) =>
        dotted.Split('.').Aggregate((JsonNode?)Body, (node, key) => (node as JsonObject)?[key.Replace('/', '.')]);

    public IReadOnlyList<string> List(string dotted) => [.. At(dotted)!.AsArray().Select(value => value!.ToString())];

    public override string ToString() => $"{Type} {Name}";
}
