using HubFunctions.OpenApi;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Snapshots;
using HubFunctions.Snapshots.Subscribers;
using HubFunctions.Timescales;
using HubFunctions.Updates;

namespace HubFunctions.Hosting;

/// <summary>Every function of the hub. Routes, timer endpoints and function.json files are made from this list and from nothing else.</summary>
public static class FunctionList
{
    public static readonly IReadOnlyList<HubFunction> All =
    [
        Office<PlanEndpoints>("PutPlan", "PUT", "plans/{plan}", (e, http) => e.PutAsync(http)),
        Office<PlanEndpoints>("ImportPlan", "POST", "plans/{plan}/import", (e, http) => e.ImportAsync(http)),
        Office<PlanEndpoints>("GetPlans", "GET", "plans", (e, http) => e.ListAsync(http)),
        Office<PlanEndpoints>("GetPlan", "GET", "plans/{plan}", (e, http) => e.GetAsync(http)),
        Office<ItemEndpoints>("GetItem", "GET", "plans/{plan}/items/{item}", (e, http) => e.GetAsync(http)),
        Office<ItemEndpoints>("PatchItem", "PATCH", "plans/{plan}/items/{item}", (e, http) => e.PatchAsync(http)),
        Always<TimescaleEndpoints>("GetTimescale", "GET", "timescales", (e, http) => e.GetAsync(http)),
        Office<PartnerEndpoints>("PutPartner", "PUT", "partners/{partner}", (e, http) => e.PutAsync(http)),
        Office<PartnerEndpoints>("RotatePartner", "POST", "partners/{partner}/rotate", (e, http) => e.RotateAsync(http)),
        Anyone<UpdateEndpoints>("PostUpdates", "POST OPTIONS", "partners/{partner}/updates", (e, http) => e.PostAsync(http)),
        Anyone<UpdateEndpoints>("GetReceipt", "GET", "partners/{partner}/receipts/{receipt}", (e, http) => e.ReceiptAsync(http)),
        Anyone<QuarantineEndpoints>("GetPartnerQuarantine", "GET", "partners/{partner}/quarantine", (e, http) => e.ListOwnAsync(http)),
        Office<QuarantineEndpoints>("GetQuarantine", "GET", "quarantine", (e, http) => e.ListAsync(http)),
        Office<QuarantineEndpoints>("GetQuarantineEntry", "GET", "quarantine/{id}", (e, http) => e.GetAsync(http)),
        Office<QuarantineEndpoints>("ReplayQuarantineEntry", "POST", "quarantine/{id}/replay", (e, http) => e.ReplayAsync(http)),
        Office<QuarantineEndpoints>("DeleteQuarantineEntry", "DELETE", "quarantine/{id}", (e, http) => e.DeleteAsync(http)),
        Always<OpenApiEndpoints>("GetOpenApi", "GET", "openapi.json", (e, http) => e.DocumentAsync(http)),
        Always<OpenApiEndpoints>("GetSchema", "GET", "schemas/{file}", (e, http) => e.SchemaAsync(http)),
        Office<ReminderEndpoints>("RunReminders", "POST", "reminders", (e, http) => e.RunAsync(http)),
        Office<ReminderEndpoints>("GetReminders", "GET", "reminders", (e, http) => e.ListAsync(http)),
        Office<ReminderEndpoints>("ReachOwnerAgain", "DELETE", "reminders/unreachable/{plan}/{owner}", (e, http) => e.ReachAgainAsync(http)),
        Anyone<MailEventEndpoints>("PostMailEvents", "POST", "mail/events", (e, http) => e.PostAsync(http)),
        Anyone<RespondEndpoints>("Respond", "GET POST", "respond/{token}", (e, http) => e.HandleAsync(http)),
        Timer<ReminderJob>("SendReminders", "0 */15 * * * *", (job, tick, stop) => job.RunAsync(tick, stop)),
        Office<SnapshotEndpoints>("PublishNow", "POST", "snapshots", (e, http) => e.PublishAsync(http)),
        Office<SnapshotEndpoints>("RebuildSnapshot", "GET", "plans/{plan}/snapshots/{sequence}", (e, http) => e.RebuildAsync(http)),
        Office<HoldEndpoints>("HoldPlan", "POST", "plans/{plan}/hold", (e, http) => e.HoldAsync(http)),
        Office<HoldEndpoints>("ReleasePlan", "DELETE", "plans/{plan}/hold", (e, http) => e.ReleaseAsync(http)),
        Anyone<SubscriberEndpoints>("Subscribe", "GET POST", "subscribe/{plan}", (e, http) => e.SubscribeAsync(http)),
        Anyone<SubscriberEndpoints>("ConfirmSubscription", "GET POST", "confirm/{token}", (e, http) => e.ConfirmAsync(http)),
        Anyone<SubscriberEndpoints>("Unsubscribe", "GET POST", "unsubscribe/{token}", (e, http) => e.UnsubscribeAsync(http)),
        Timer<SnapshotJob>("PublishSnapshots", "30 */1 * * * *", (job, tick, stop) => job.RunAsync(tick, stop)),
        Office<BackupEndpoints>("BackUpPlan", "GET", "plans/{plan}/backup", (e, http) => e.BackUpAsync(http)),
        Office<BackupEndpoints>("RestorePlan", "PUT", "plans/{plan}/restore", (e, http) => e.RestoreAsync(http)) with { MaxBody = 100 * 1024 * 1024 },
        Always<HealthEndpoints>("GetLiveness", "GET", "health/live", (e, http) => e.LiveAsync(http)),
        Always<HealthEndpoints>("GetReadiness", "GET", "health/ready", (e, http) => e.ReadyAsync(http)),
        Timer<Housekeeping>("Housekeeping", "0 10 3 * * *", (job, _, stop) => job.RunAsync(stop)),
    ];

    private static HttpFunction Office<T>(string name, string methods, string route, Func<T, HttpContext, Task<IResult>> handler)
        where T : notnull => Http(name, Access.Office, methods, route, handler);

    private static HttpFunction Anyone<T>(string name, string methods, string route, Func<T, HttpContext, Task<IResult>> handler)
        where T : notnull => Http(name, Access.Anyone, methods, route, handler);

    private static HttpFunction Always<T>(string name, string methods, string route, Func<T, HttpContext, Task<IResult>> handler)
        where T : notnull => Anyone(name, methods, route, handler) with { WaitsForStorage = false };

    private static HttpFunction Http<T>(string name, Access access, string methods, string route, Func<T, HttpContext, Task<IResult>> handler)
        where T : notnull =>
        new(name, access, WithHead(methods.Split(' ')), route, http => handler(http.RequestServices.GetRequiredService<T>(), http));

    /// <summary>What answers GET answers HEAD with the same headers (RFC 9110, section 9.3.2).</summary>
    private static string[] WithHead(string[] methods) => methods.Contains("GET") ? [.. methods, "HEAD"] : methods;

    internal static TimerFunction Timer<T>(string name, string schedule, Func<T, TimerTick, CancellationToken, Task> run)
        where T : notnull => new(name, schedule, (services, tick, stop) => run(services.GetRequiredService<T>(), tick, stop));
}
