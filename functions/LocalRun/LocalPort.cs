using System.Net;
using System.Net.Sockets;

namespace HubFunctions.LocalRun;

/// <summary>Whether the port of a local run is free: asked before the emulator starts, so that a second run ends at once and in one line.</summary>
public static class LocalPort
{
    public static bool IsTaken(string url)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, BindingAddress.Parse(url).Port));
            return false;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
    }
}
