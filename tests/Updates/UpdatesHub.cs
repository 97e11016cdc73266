using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Updates;

/// <summary>The real app with one plan, "town", whose items are deliverable d1 to d40; each test makes partners of its
/// own.</summary>
public sealed class UpdatesHub(AzuriteFixture azurite) : IAsyncLifetime
{
    private static int _partners;
    private readonly ConcurrentBag<HubApp> _others = [];

    public HubApp App { get; private set; } = null!;

    public static object Plan(string id, int items) =>
        new
        {
            id,
            title = "Town plan",
            referenceDate = "2022-01-01",
            owners = new[] { new { id = "lead", role = "Lead" } },
            items = Enumerable
                .Range(1, items)
                .Select(n => new
                {
                    id = $"d{n}",
                    title = $"Deliverable {n}",
                    owner = "lead",
                    timescale = "by December 2022",
                }),
        };

    public async ValueTask InitializeAsync()
    {
        App = await HubApp.StartAsync(azurite);
        await PutPlanAsync("town", 40);
    }

    public async Task PutPlanAsync(string id, int items) =>
        (await App.Office.PutJsonAsync($"/api/plans/{id}", Plan(id, items))).EnsureSuccessStatusCode();

    /// <summary>A new partner with its first secret and token.</summary>
    /// <param name="more">Fields over the defaults: it may report on all of "town".</param>
    public Task<Sender> NewPartnerAsync(object? more = null) => NewPartnerAsync(App, more);

    public static async Task<Sender> NewPartnerAsync(HubApp app, object? more = null, string? id = null)
    {
        id ??= $"partner-{Interlocked.Increment(ref _partners)}";
        var answer = await (await app.Office.PutJsonAsync($"/api/partners/{id}",
            more ?? new { name = id, plans = new[] { "town" } })).JsonAsync();
        return new Sender(app.Anyone, id, answer.Text("signingSecret"), answer.Text("token"));
    }

    /// <summary>A second app over another storage account.</summary>
    public async Task<HubApp> AnotherAsync(
        Action<IServiceCollection>? services = null,
        Dictionary<string, string?>? settings = null)
    {
        var app = await HubApp.StartAsync(azurite, settings, services);
        _others.Add(app);
        (await app.Office.PutJsonAsync("/api/plans/town", Plan("town", 40))).EnsureSuccessStatusCode();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        foreach (var app in _others)
            await app.DisposeAsync();
    }
}

internal static class JsonNodes
{
    public static string Text(this JsonNode json, string name) =>
        json[name]?.GetValue<string>() ?? throw new Xunit.Sdk.XunitException($"No {name} in {json.ToJsonString()}");

    public static JsonNode Result(this JsonNode answer, int index = 0) => answer["results"]![index]!;

    public static string Outcome(this JsonNode answer, int index = 0) => answer.Result(index).Text("outcome");

    public static JsonNode Error(this JsonNode answer) => answer["errors"]![0]!;
}

internal static class HubApps
{
    /// <summary>To start a second app over the same storage account.</summary>
    public static string StateConnection(this HubApp app) => app.Get<StorageSettings>().ConnectionString!;
}
