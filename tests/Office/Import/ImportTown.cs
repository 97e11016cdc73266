using System.Text;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>One hub and one editor for all tests of a class, and a plan of five items for each.</summary>
public sealed class ImportTown(AzuriteFixture azurite) : IAsyncLifetime
{
    public const string Five = "Ref,Deliverable,By when\n1,Homes,Spring 2023\n2,Roads,\n3,Care,\n4,Parks,\n5,Schools,\n";

    private int _plans;

    public HubApp App { get; private set; } = null!;

    internal Visitor Visitor { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        App = await HubApp.StartAsync(azurite);
        Visitor = await Visitor.SignedInAsync(App);
    }

    public ValueTask DisposeAsync()
    {
        Visitor?.Dispose();
        return App.DisposeAsync();
    }

    /// <summary>Nobody's yet.</summary>
    public string NewId() => $"town-{Interlocked.Increment(ref _plans)}";

    /// <returns>Its id.</returns>
    public async Task<string> NewPlanAsync()
    {
        var plan = NewId();
        await EnterAsync(plan, Five);
        return plan;
    }

    /// <summary>By the call, as somebody else does.</summary>
    public async Task EnterAsync(string plan, string csv)
    {
        using var content = new StringContent(csv, Encoding.UTF8, "text/csv");
        (await App.Office.PostAsync($"/api/plans/{plan}/import", content, Stop)).EnsureSuccessStatusCode();
    }

    public async Task<List<string>> ItemsAsync(string plan) =>
        [.. (await App.Plans.FindAsync(plan, Stop))!.Items.Select(i => i.Id)];
}
