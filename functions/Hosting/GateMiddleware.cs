using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace HubFunctions.Hosting;

/// <summary>Under the Functions host: passes calls through the gate and timers through their record of runs.</summary>
public sealed class GateMiddleware(FunctionGate gate, TimerRuns timers) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var name = context.FunctionDefinition.Name;
        return context.GetHttpContext() is { } http
            ? gate.RunAsync(http, FunctionMethods.OfHttp(name), () => CallAsync(context, next))
            : timers.RunAsync(name, () => next(context));
    }

    /// <summary>The answer is taken away from the worker, which would execute it once more, outside the gate.</summary>
    private static async Task<IResult> CallAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        await next(context);
        var result = context.GetInvocationResult();
        var answer = (IResult)result.Value!;
        result.Value = null;
        return answer;
    }
}
