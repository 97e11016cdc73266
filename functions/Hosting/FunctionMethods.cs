using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Hosting;

/// <summary>The methods with <c>[Function]</c>, by name. The host reads the same attributes from the published
/// metadata.</summary>
public static class FunctionMethods
{
    public static readonly IReadOnlyList<HttpFunction> Http =
    [
        .. Of<HttpTriggerAttribute>()
            .Select(f => new HttpFunction(
                f.Method,
                f.Name,
                f.Trigger.Route!,
                [.. f.Trigger.Methods!.Select(m => m.ToUpperInvariant())])),
    ];

    public static readonly IReadOnlyList<TimerFunction> Timers =
        [.. Of<TimerTriggerAttribute>().Select(f => new TimerFunction(f.Method, f.Name, f.Trigger.Schedule))];

    private static readonly FrozenDictionary<string, HttpFunction> ByName = Http.ToFrozenDictionary(
        f => f.Name,
        StringComparer.Ordinal);

    /// <exception cref="KeyNotFoundException">No such function is called by HTTP.</exception>
    public static HttpFunction OfHttp(string name) => ByName[name];

    private static IEnumerable<(MethodInfo Method, string Name, T Trigger)> Of<T>()
        where T : Attribute =>
        from type in typeof(FunctionMethods).Assembly.GetExportedTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        let trigger = method.GetParameters().Select(p => p.GetCustomAttribute<T>()).FirstOrDefault(a => a is not null)
        where trigger is not null
        orderby function.Name
        select (method, function.Name, trigger);
}
