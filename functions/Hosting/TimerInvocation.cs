using System.Text.Json;
using System.Text.Json.Nodes;

namespace HubFunctions.Hosting;

/// <summary>A timer call of the Functions host: <c>POST /{name}</c> with an envelope of data and metadata. It wants 2xx with a JSON body;
/// an empty answer would hang until the function times out.</summary>
internal static class TimerInvocation
{
    /// <summary>Shorter than the host's own limit (host.json: 5 minutes), at which it would kill the app with all that is under way.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    public static async Task HandleAsync(HttpContext context, TimerFunction timer)
    {
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        var pastDue = await IsPastDueAsync(context);
        // The host may go away while the job runs; the job ends by itself.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        stop.CancelAfter(Limit);
        await context.RequestServices.GetRequiredService<TimerRuns>().RunAsync(timer, new TimerTick(clock.GetUtcNow(), pastDue), stop.Token);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"Outputs":{},"Logs":[],"ReturnValue":null}""", context.RequestAborted);
    }

    /// <summary>An envelope that cannot be read still is a tick: the jobs decide from the clock, not from it.</summary>
    private static async Task<bool> IsPastDueAsync(HttpContext context)
    {
        try
        {
            var envelope = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return envelope is JsonObject whole && whole["Data"] is JsonObject data && data.Any(d => d.Value is JsonObject info && info["IsPastDue"]?.GetValueKind() == JsonValueKind.True);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
