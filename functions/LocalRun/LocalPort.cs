using System.Net;
using System.Net.Sockets;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.LocalRun;

/// <summary>Whether the port of a local run is free: asked before the emulator starts, so that a second run ends at once and in
/// one line.</summary>
public static class LocalPort
{
    /// <summary>An argument, since the launch profile overrides the environment.</summary>
    public const string WayOut = "dotnet run --project functions -- --urls http://localhost:7072";

    /// <returns>The address that somebody else listens on.</returns>
    public static string? Taken(SettingsReader settings)
    {
        var url = HubAddress.Listening(settings);
        return IsTaken(BindingAddress.Parse(url).Port) ? url : null;
    }

    private static bool IsTaken(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return false;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
    }
}
