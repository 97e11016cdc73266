using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Soak;

/// <summary>Who calls the hub: partners, the office, owners, at either worker. Each sends the same again until it is
/// acknowledged.</summary>
internal sealed class SoakLoad(IReadOnlyList<FakeHost> hosts, SoakFacts facts, string secret, CancellationToken done)
{
    private const int Partners = 5;
    private const int InBatch = 5;
    private readonly Random _random = new(20220325);
    private int _updates;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Task RunAsync() => Task.WhenAll(
    [
        .. Enumerable.Range(0, Partners).Select(n => GoOnAsync(300, round => UpdateAsync($"s{n}-{round}"))),
        GoOnAsync(700, round => BatchAsync($"b-{round}")),
        .. SoakPlans.All.Select(plan => GoOnAsync(1_000, round => EditAsync(plan, round))),
        .. SoakPlans.All.Select(plan => GoOnAsync(1_000, round => ReplyAsync(plan, round))),
        .. SoakPlans.All.Select(plan => GoOnAsync(2_500, round => RenameAsync(plan, round))),
    ]);

    private async Task GoOnAsync(int pause, Func<int, Task> act)
    {
        for (var round = 0; !done.IsCancellationRequested; round++)
        {
            await act(round);
            await Task.Delay(pause, Stop);
        }
    }

    private Task UpdateAsync(string id)
    {
        var (update, text) = Update(Interlocked.Increment(ref _updates));
        return SendAsync(id, update, [text]);
    }

    private Task BatchAsync(string id)
    {
        var all = Enumerable.Range(0, InBatch).Select(_ => Update(Interlocked.Increment(ref _updates))).ToList();
        return SendAsync(id, all.Select(u => u.Update).ToArray(), [.. all.Select(u => u.Text)]);
    }

    private (object Update, string Text) Update(int n)
    {
        var (plan, text) = (SoakPlans.All[n % 2], $"update {n}");
        var item = $"d{1 + (n / 2 % SoakPlans.UpdatedItems)}";
        facts.Sent("update", plan, item, text);
        // Unlike any other's, and in no order.
        var asAt = new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(n * 7919L % 1_000_003);
        var (note, percentComplete) = ($"{SoakPlans.Internal} {n}", n % 101);
        return (new { plan, deliverable = item, asAt, health = "onTrack", percentComplete, summary = text, note }, text);
    }

    /// <summary>One in five goes once more after it was acknowledged.</summary>
    private async Task SendAsync(string id, object data, string[] texts)
    {
        for (var times = _random.Next(5) == 0 ? 2 : 1; times > 0; times--)
            await UntilTakenAsync(id, Send, texts);

        Task<HttpResponseMessage> Send(FakeHost host) =>
            new Sender(host.Anyone, SoakPlans.Partner, secret, "").SignedAsync(data, id);
    }

    private Task EditAsync(string plan, int round)
    {
        var text = $"edit {plan} {round}";
        facts.Sent("edit", plan, SoakPlans.EditedItem, text);
        return UntilTakenAsync(text, async host =>
        {
            using var call = new HttpRequestMessage(HttpMethod.Patch, $"/api/plans/{plan}/items/{SoakPlans.EditedItem}");
            call.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
            call.Headers.Add("Idempotency-Key", text);
            var approved = new { complete = new DateOnly(2030, 1, 1).AddDays(round) };
            call.Content = JsonContent.Create(new { approved, reason = text });
            return await host.Office.SendAsync(call, Stop);
        }, text);
    }

    private Task ReplyAsync(string plan, int round)
    {
        var (text, link) = ($"reply {plan} {round}", SoakPlans.Answer(plan));
        facts.Sent("reply", plan, SoakPlans.AnsweredItem, text);
        var fields = new Dictionary<string, string>
        {
            ["step"] = "send",
            [ReplyForm.Name("answer", 0)] = "on-track",
            [ReplyForm.Name("summary", 0)] = text,
            [ReplyForm.Name("note", 0)] = $"{SoakPlans.Internal} of {text}",
        };
        return UntilTakenAsync(text, host => host.Anyone.PostAsync(link, new FormUrlEncodedContent(fields), Stop), text);
    }

    private async Task RenameAsync(string plan, int round)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"Plan of {plan}, edition {round}");
        await UntilTakenAsync(title, host => host.Office.PutJsonAsync($"/api/plans/{plan}", SoakPlans.Plan(plan, title)));
        facts.Titles[plan] = title;
    }

    private async Task UntilTakenAsync(string what, Func<FakeHost, Task<HttpResponseMessage>> send, params string[] texts)
    {
        while (!await IsTakenAsync(what, send(hosts[_random.Next(hosts.Count)])))
            await Task.Delay(100, Stop);
        foreach (var text in texts)
            facts.Acknowledged(text);
    }

    /// <returns>False where it is to be sent again: no answer, an unavailable hub, somebody else's change in between.</returns>
    private async Task<bool> IsTakenAsync(string what, Task<HttpResponseMessage> sending)
    {
        try
        {
            using var answer = await sending;
            if (answer.IsSuccessStatusCode && (int)answer.StatusCode != 207)
                return true;
            var body = await answer.Content.ReadAsStringAsync(Stop);
            // The host's own 500, for a worker that has gone, is empty.
            var again = (int)answer.StatusCode is 503 or 412 or 429 || ((int)answer.StatusCode == 500 && body.Length == 0);
            if (!again)
                facts.Unexpected.Enqueue($"{what}: {(int)answer.StatusCode} {body}");
            return false;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException
            || (lost is TaskCanceledException && !Stop.IsCancellationRequested))
        {
            return false;
        }
    }
}
