namespace HubFunctions.Hosting;

/// <summary>One function of the app, as the Functions host knows it.</summary>
/// <param name="Name">Matches <c>^[a-z][a-z0-9_-]{0,127}$</c> whatever the case; also the folder of its function.json.</param>
public abstract record HubFunction(string Name);

/// <param name="Access">Who may call; checked before the handler runs.</param>
/// <param name="Methods">Every method listed, HEAD and OPTIONS too.</param>
/// <param name="Route">Below the route prefix <c>api</c>.</param>
public sealed record HttpFunction(
    string Name, Access Access, IReadOnlyList<string> Methods, string Route, Func<HttpContext, Task<IResult>> Handler) : HubFunction(Name)
{
    /// <summary>Bytes of a body (a plan as JSON). Calls with a smaller bound set their own.</summary>
    public long MaxBody { get; init; } = 32 * 1024 * 1024;

    /// <summary>False where the answer needs no storage: then nothing is waited for.</summary>
    public bool WaitsForStorage { get; init; } = true;
}

/// <param name="Schedule">NCRONTAB with seconds, UTC.</param>
public sealed record TimerFunction(
    string Name, string Schedule, Func<IServiceProvider, TimerTick, CancellationToken, Task> Run) : HubFunction(Name);

/// <param name="At">When the run began (UTC, the real clock).</param>
/// <param name="IsPastDue">True when the host runs a tick that it missed.</param>
public sealed record TimerTick(DateTimeOffset At, bool IsPastDue);

public enum Access
{
    /// <summary>Public, or authenticated by the handler (partners' signatures, signed links).</summary>
    Anyone,

    /// <summary>The programme office: admin key or Entra ID token.</summary>
    Office,
}
