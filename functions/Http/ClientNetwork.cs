using System.Net;
using System.Net.Sockets;

namespace HubFunctions.Http;

/// <summary>The network that a request comes from: what one household or office has, so that many addresses of one sender count
/// as one.</summary>
public static class ClientNetwork
{
    private const string Forwarded = "X-Forwarded-For";

    /// <summary>A /24 of IPv4 or a /56 of IPv6, in hex. Behind the Functions host the connection comes from the machine itself;
    /// the platform's front end then appends the client's address to <c>X-Forwarded-For</c>, so only the last entry counts: those
    /// before it may be the client's own invention. On any other connection the header counts for nothing.</summary>
    public static string Of(HttpContext http)
    {
        var peer = http.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        return Of(IsHere(peer) && http.Request.Headers[Forwarded] is [.., { } last] ? Last(last) ?? peer : peer);
    }

    internal static string Of(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Convert.ToHexStringLower(
            plain.GetAddressBytes().AsSpan(0, plain.AddressFamily == AddressFamily.InterNetwork ? 3 : 7));
    }

    private static bool IsHere(IPAddress peer) => IPAddress.IsLoopback(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer);

    /// <summary>The front end may write a port as well.</summary>
    private static IPAddress? Last(string entries) =>
        IPEndPoint.TryParse(entries[(entries.LastIndexOf(',') + 1)..].Trim(), out var end) ? end.Address : null;
}
