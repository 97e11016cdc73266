using System.Reflection;
using HubFunctions.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.LocalRun;

/// <summary>Calls a timer's method as the Functions host would.</summary>
public sealed class TimerCalls(IServiceScopeFactory scopes, TimerRuns runs)
{
    public Task RunAsync(TimerFunction timer, CancellationToken stop) => runs.RunAsync(timer.Name, async () =>
    {
        await using var scope = scopes.CreateAsyncScope();
        var target = ActivatorUtilities.CreateInstance(scope.ServiceProvider, timer.Method.DeclaringType!);
        object[] arguments =
        [
            .. timer
                .Method.GetParameters()
                .Select(p => p.ParameterType == typeof(CancellationToken) ? (object)stop : new TimerInfo()),
        ];
        await (Task)timer.Method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
    });
}
