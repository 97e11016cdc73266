using System.Text.Json;

namespace HubFunctions.Hosting;

/// <summary>Writes one folder with a function.json for every function of <see cref="FunctionList"/>: <c>HubFunctions write-functions {folder}</c>, run at publish.</summary>
public static class FunctionFiles
{
    public const string Command = "write-functions";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(string folder)
    {
        foreach (var function in FunctionList.All)
        {
            var own = Directory.CreateDirectory(Path.Combine(folder, function.Name));
            File.WriteAllText(Path.Combine(own.FullName, "function.json"), JsonSerializer.Serialize(new { bindings = Bindings(function) }, Indented) + "\n");
        }
    }

    private static object[] Bindings(HubFunction function) => function switch
    {
        HttpFunction http =>
        [
            new { type = "httpTrigger", direction = "in", name = "req", authLevel = "anonymous", methods = http.Methods.Select(m => m.ToLowerInvariant()), route = http.Route },
            new { type = "http", direction = "out", name = "res" },
        ],
        TimerFunction timer => [new { type = "timerTrigger", direction = "in", name = "timer", schedule = timer.Schedule }],
        _ => throw new InvalidOperationException($"{function.Name} has a trigger without a binding."),
    };
}
