using System.Net;
using System.Net.Sockets;

namespace HubFunctions.Tests.Support;

/// <summary>Loopback ports for processes that tests start and stop. They lie below those that the system gives to outgoing
/// connections, so that none of these can take one between two starts; no two tests of a run get the same.</summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 10_000;
    private static int _next = Random.Shared.Next(Count);

    public static int Next()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (Interlocked.Increment(ref _next) % Count);
            if (IsFree(port))
                return port;
        }

        throw new InvalidOperationException("No port from 20000 to 29999 is free.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
