using Azure.Core;
using HubFunctions.Plans;
using HubFunctions.Tests.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Snapshots;

/// <summary>The process dies within an erasure, between any two of its requests to storage.</summary>
public sealed class CutErasureTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    private const string Secret = "Millicent of 5 Mill Lane";
    private readonly Cuts _cuts = new(hubs.AtOne);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wherever_it_dies_a_repeat_elsewhere_leaves_no_trace()
    {
        var requests = await RoundAsync("whole", Cuts.Never);
        foreach (var at in CutPoints.Of(requests))
            await RoundAsync($"cut{at}", at + 1);
    }

    /// <param name="at">What the erasure is about to write or read when the publication, which read the text, goes on.</param>
    [Theory]
    [InlineData("item|d1")]
    [InlineData("pub~")]
    public async Task A_publication_that_read_the_text_leaves_none_wherever_it_goes_on(string at)
    {
        var plan = at == "pub~" ? "late" : "early";
        await hubs.One.PutAsync(plan, items: 2);
        await hubs.One.PublishAsync(plan);
        await hubs.One.ReportAsync(new Update
        {
            Plan = plan,
            Deliverable = "d1",
            AsAt = Views.At.AddMinutes(-1),
            Health = Health.OnTrack,
            Summary = $"We heard from {Secret} again.",
        });
        var (read, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        hubs.AtTwo.After = message =>
            IsOf(message, "ge 'item|'") && read.TrySetResult() ? goOn.Task : Task.CompletedTask;
        var publishing = Task.Run(() => hubs.Two.PublishAsync(plan), Cancel);
        await read.Task.WaitAsync(Cancel);
        hubs.AtOne.Decide = message =>
        {
            if ((message.Request.Method == RequestMethod.Get) == (at == "pub~") && IsOf(message, at) && goOn.TrySetResult())
                publishing.GetAwaiter().GetResult();
            return Fate.Delivered;
        };

        var erased = await EraseAsync(hubs.One, plan);
        (hubs.AtOne.Decide, hubs.AtTwo.After) = (null, null);

        Assert.True(goOn.Task.IsCompleted);
        Assert.True(erased.IsSuccessStatusCode);
        Assert.Equal([], await Traces.OfAsync(hubs.Two, Secret, plan));

        bool IsOf(HttpMessage message, string what)
        {
            var address = Uri.UnescapeDataString(message.Request.Uri.ToString());
            return address.Contains($"'{plan}'", StringComparison.Ordinal) && address.Contains(what, StringComparison.Ordinal);
        }
    }

    private async Task<IReadOnlyList<string>> RoundAsync(string plan, int at)
    {
        await hubs.PutPlanAsync(plan, items: 2);
        var (partner, _) = await hubs.NewPartnerAsync(plan);
        foreach (var (day, health) in ((int, string)[])[(18, "onTrack"), (19, "unheard-of"), (20, "atRisk")])
            await partner.SignedAsync(
                TwoHubs.Update(plan, "d1", $"2022-05-{day}T10:00:00Z", health, $"We heard from {Secret} again."),
                $"{plan}-on-{day}");
        await hubs.One.PublishAsync(plan);
        _cuts.Set(at, after: at % 2 == 1);
        var cut = await EraseAsync(hubs.One, plan);
        var requests = _cuts.Requests;
        _cuts.Clear();
        Assert.Equal(at < Cuts.Never ? 503 : 200, (int)cut.StatusCode);

        (await EraseAsync(hubs.Two, plan)).EnsureSuccessStatusCode();
        Assert.Equal([], await Traces.OfAsync(hubs.Two, Secret));
        return requests;
    }

    private static Task<HttpResponseMessage> EraseAsync(HubApp hub, string plan) => hub.Office.PostJsonAsync(
        $"/api/plans/{plan}/erasures", new { item = "d1", field = "summary", text = Secret, reason = "A person asked for it." });
}
