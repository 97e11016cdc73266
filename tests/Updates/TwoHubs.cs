using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Updates;

/// <summary>Two instances of the real app over one storage account, whose requests can be made to fail, and one clock for
/// both.</summary>
public sealed class TwoHubs(AzuriteFixture azurite) : IAsyncLifetime
{
    private static int _names;

    public HubApp One { get; private set; } = null!;

    public HubApp Two { get; private set; } = null!;

    internal FaultyStorage AtOne { get; } = new();

    internal FaultyStorage AtTwo { get; } = new();

    internal ShiftedClock Clock { get; } = new();

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var account = azurite.NewAccount();
        One = await StartAsync(account, AtOne);
        Two = await StartAsync(account, AtTwo);
    }

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Two.DisposeAsync();
    }

    /// <summary>A plan with items d1 to dn, entered at the first instance.</summary>
    public async Task<string> NewPlanAsync(int items = 5)
    {
        var plan = $"plan{Interlocked.Increment(ref _names)}";
        await PutPlanAsync(plan, items);
        return plan;
    }

    public async Task PutPlanAsync(string plan, int items) =>
        (await One.Office.PutJsonAsync($"/api/plans/{plan}", UpdatesHub.Plan(plan, items))).EnsureSuccessStatusCode();

    /// <summary>A new partner with rights on plans, as it sends to the first and to the second instance.</summary>
    public async Task<(Sender One, Sender Two)> NewPartnerAsync(params string[] plans)
    {
        var one = await UpdatesHub.NewPartnerAsync(
            One,
            new { name = "A partner", plans },
            $"sender{Interlocked.Increment(ref _names)}");
        return (one, new Sender(Two.Anyone, one.Id, one.Secret, one.Token));
    }

    /// <summary>Changes a partner at the first instance, and lets a second pass, after which a refusal reads the partner
    /// again.</summary>
    public async Task ChangeAsync(string partner, string[] plans, object? statusWords = null)
    {
        (await One.Office.PutJsonAsync(
                $"/api/partners/{partner}",
                new
                {
                    name = "A partner",
                    plans,
                    statusWords = statusWords ?? new { },
                })).EnsureSuccessStatusCode();
        Clock.Shift += TimeSpan.FromSeconds(1.1);
    }

    public static object Update(
        string plan,
        string item,
        string asAt = "2022-05-20T10:00:00Z",
        string health = "onTrack",
        string? summary = null) =>
        new
        {
            plan,
            deliverable = item,
            asAt,
            health,
            summary,
        };

    /// <summary>Summaries, or else times, of every update in an item's history, oldest first.</summary>
    public async Task<string[]> HistoryAsync(string plan, string item) =>
        [
            .. (await One.Plans.HistoryAsync(plan, item, null, 1000, Stop))
                .Where(h => h.Update is not null)
                .Reverse()
                .Select(h => h.Update!.Summary ?? $"{h.Update.AsAt:yyyy-MM-dd}"),
        ];

    public async Task<PlanItem> ItemAsync(string plan, string item) => (await Two.Plans.FindItemAsync(plan, item, Stop))!.Item;

    public static async Task<JsonArray> EntriesAsync(Sender partner) =>
        (await (await partner.GetAsync("quarantine")).JsonAsync())["entries"]!.AsArray();

    public static Task<HttpResponseMessage> ReplayAsync(HubApp app, JsonNode entry) => ReplayAsync(app.Office, entry);

    public static Task<HttpResponseMessage> ReplayAsync(HttpClient office, JsonNode entry) =>
        office.PostAsync($"/api/quarantine/{entry.Text("id")}/replay", null, Stop);

    public static async Task<string[]> OutcomesAsync(HttpResponseMessage response) =>
        [.. (await response.JsonAsync())["results"]!.AsArray().Select(r => r!.Text("outcome"))];

    private Task<HubApp> StartAsync(string account, FaultyStorage storage) =>
        HubApp.StartAsync(
            azurite,
            new() { ["AzureWebJobsStorage"] = account },
            services =>
            {
                storage.Register(services);
                services.AddSingleton<TimeProvider>(Clock);
            });
}
