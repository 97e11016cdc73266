using System.Text.Json.Nodes;
using HubFunctions.Tests.Support.Rpc;

namespace HubFunctions.Tests.Support;

/// <summary>One function as the worker describes it to the host.</summary>
public sealed class HostedFunction
{
    private readonly JsonNode _trigger;

    internal HostedFunction(RpcFunctionMetadata metadata)
    {
        Metadata = metadata;
        Bindings = [.. metadata.RawBindings.Select(b => JsonNode.Parse(b)!)];
        _trigger = Bindings.Single(b => Type(b).EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
    }

    public string Name => Metadata.Name;

    public IReadOnlyList<JsonNode> Bindings { get; }

    public bool IsHttp => Type(_trigger).Equals("httpTrigger", StringComparison.OrdinalIgnoreCase);

    public bool IsTimer => Type(_trigger).Equals("timerTrigger", StringComparison.OrdinalIgnoreCase);

    /// <summary>As declared: below the route prefix of host.json.</summary>
    public string? Route => (string?)_trigger["route"];

    /// <summary>In capital letters.</summary>
    public IReadOnlyList<string> Methods =>
        [.. _trigger["methods"]?.AsArray().Select(m => ((string)m!).ToUpperInvariant()) ?? []];

    public string? Schedule => (string?)_trigger["schedule"];

    public string? AuthorizationLevel => (string?)_trigger["authLevel"];

    /// <summary>The name of the parameter that the trigger fills.</summary>
    internal string Input => (string)_trigger["name"]!;

    internal RpcFunctionMetadata Metadata { get; }

    private static string Type(JsonNode binding) => (string)binding["type"]!;
}
