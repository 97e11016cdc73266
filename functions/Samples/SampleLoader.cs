using System.Text;
using System.Text.Json;
using HubFunctions.Hosting;
using HubFunctions.LocalRun;
using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.Samples;

/// <summary>Loads the samples into a local run, each update as if it had come when it is dated, then runs every timer once.
/// Loading twice changes nothing: plans that are there stay as they are, and messages are known by their ids.</summary>
public sealed partial class SampleLoader(
    StorageSetup storage,
    PlanEntry plans,
    IPlanStore store,
    TablePartnerStore partners,
    PartnerDirectory directory,
    Intake intake,
    TimerCalls timers,
    HubClock calendar,
    ILogger<SampleLoader> log) : BackgroundService
{
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends once the samples are in and the timers ran.</summary>
    public Task Loaded => _loaded.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await storage.Ready.WaitAsync(stoppingToken);
        foreach (var plan in SampleData.Plans())
        {
            if (await store.FindHeaderAsync(plan.Id, stoppingToken) is null)
                await plans.EnterAsync(plan, stoppingToken);
        }

        foreach (var partner in SampleData.Partners())
            await EnterAsync(partner, stoppingToken);
        foreach (var message in SampleData.Messages().Where(m => m.Timestamp <= calendar.Now))
            await TakeAsync(message, stoppingToken);
        foreach (var timer in FunctionMethods.Timers)
            await timers.RunAsync(timer, stoppingToken);
        _loaded.TrySetResult();
        Done(log);
    }

    private async Task EnterAsync(JsonElement json, CancellationToken stop)
    {
        var id = json.GetProperty("id").GetString()!;
        var (partner, errors, _) = PartnerParser.Read(id, json);
        if (errors.Count > 0)
            throw new InvalidOperationException($"Sample partner {id}: {errors[0].Pointer} {errors[0].Detail}");
        if (await partners.FindAsync(id, stop) is null)
            await partners.SaveAsync(partner with { Since = calendar.Now }, before: null, stop);
    }

    private async Task TakeAsync(SampleMessage message, CancellationToken stop)
    {
        var body = Encoding.UTF8.GetBytes(
            JsonSerializer.Serialize(
                new
                {
                    type = EnvelopeParser.Type,
                    timestamp = message.Timestamp,
                    data = message.Data,
                }));
        var envelope = EnvelopeParser.Read(ContentKind.Json, body, body, message.Id, CloudEventAttributes.None);
        var partner = await directory.FindAsync(message.Partner, PartnerDirectory.Age, stop);
        var result = await intake.AcceptAsync(partner!, envelope, stop, message.Timestamp);
        foreach (var refused in result.Answer?.Results.Where(r => r.Outcome == Outcome.Quarantined) ?? [])
            Refused(
                log,
                message.Id,
                refused.Deliverable,
                string.Join("; ", (refused.Errors ?? []).Select(e => $"{e.Pointer} {e.Code}")));
    }

    [LoggerMessage(1, LogLevel.Information, "The five sample plans are loaded")]
    private static partial void Done(ILogger log);

    [LoggerMessage(2, LogLevel.Warning, "Sample {Message}, item {Item}, was refused: {Errors}")]
    private static partial void Refused(ILogger log, string message, string? item, string errors);
}
