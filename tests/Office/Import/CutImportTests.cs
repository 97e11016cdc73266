using System.Net;
using HubFunctions.Plans;
using HubFunctions.Tests.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>Imports and their undoing that are cut short anywhere: the same press again completes them.</summary>
public sealed class CutImportTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly FaultyStorage _storage = new();
    private HubApp _app = null!;
    private Visitor _visitor = null!;
    private Wizard _wizard = null!;
    private Cuts _cuts = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite, [], _storage.Register);
        _visitor = await Visitor.SignedInAsync(_app);
        (_wizard, _cuts) = (new(_visitor), new(_storage));
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_same_press_completes_an_import_that_was_cut_short(bool after)
    {
        var requests = await RoundAsync(Cuts.Never);
        foreach (var at in CutPoints.Of(requests, Cuts.Commit, "PUT "))
            await RoundAsync(at + 1);

        async Task<IReadOnlyList<string>> RoundAsync(int at)
        {
            var plan = await NewPlanAsync($"town-{at}{(after ? "a" : "b")}");
            await ToCheckAsync(plan);
            var (check, step) = (_wizard.Page, _wizard.Step);
            _cuts.Set(at, after);
            var fields = new Dictionary<string, string> { ["do"] = "apply", ["meaning-1"] = "June 2023" };
            await Record.ExceptionAsync(() => _visitor.SendAsync(check, step, fields));
            var asked = _cuts.Requests;
            _cuts.Clear();
            await _visitor.SendAsync(check, step, fields);

            Assert.Equal((at, "New homes"), (at, await TitleAsync(plan)));
            Assert.Equal((at, "June 2023"), (at, await MeaningAsync(plan)));
            var last = await _app.Get<ImportEntries>().LastAsync(plan, Stop);
            Assert.True(last?.MayBeUndone((await _app.Plans.FindAsync(plan, Stop))!), $"A cut at {at} cannot be undone.");
            Assert.Equal(1, last!.Counts.Changed);
            return asked;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_same_press_completes_an_undoing_that_was_cut_short(bool after)
    {
        var requests = await RoundAsync(Cuts.Never);
        foreach (var at in CutPoints.Of(requests, Cuts.Commit, "PUT "))
            await RoundAsync(at + 1);

        async Task<IReadOnlyList<string>> RoundAsync(int at)
        {
            var plan = await NewPlanAsync($"back-{at}{(after ? "a" : "b")}");
            await ToCheckAsync(plan);
            await _wizard.ApplyAsync(new() { ["meaning-1"] = "June 2023" });
            Assert.Equal("June 2023", await MeaningAsync(plan));
            var entries = _app.Get<ImportEntries>();
            _cuts.Set(at, after);
            await Record.ExceptionAsync(() => entries.UndoAsync(plan, Stop));
            var asked = _cuts.Requests;
            _cuts.Clear();

            Assert.Equal(UndoneImport.Done, await entries.UndoAsync(plan, Stop));

            var last = (await entries.LastAsync(plan, Stop))!;
            Assert.NotNull(last.Undone);
            Assert.Equal((at, ""), (at, string.Join(' ', last.Stayed)));
            Assert.Equal((at, "Homes"), (at, await TitleAsync(plan)));
            Assert.Equal((at, (string?)null), (at, await MeaningAsync(plan)));
            return asked;
        }
    }

    private async Task<string> NewPlanAsync(string plan)
    {
        using var csv = new StringContent(ImportTown.Five, System.Text.Encoding.UTF8, "text/csv");
        (await _app.Office.PostAsync($"/api/plans/{plan}/import", csv, Stop)).EnsureSuccessStatusCode();
        return plan;
    }

    private async Task ToCheckAsync(string plan)
    {
        await _wizard.ToCheckAsync("Ref,Deliverable,By when\n1,New homes,May 2023\n", plan);
        Assert.Equal(HttpStatusCode.OK, _wizard.Status);
    }

    private async Task<string> TitleAsync(string plan) => (await ItemAsync(plan)).Definition.Title;

    private async Task<string?> MeaningAsync(string plan) => (await ItemAsync(plan)).State.Reading.Override?.Text;

    private async Task<PlanItem> ItemAsync(string plan) => (await _app.Plans.FindItemAsync(plan, "1", Stop))!.Item;
}
