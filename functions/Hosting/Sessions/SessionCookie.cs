using System.Net;
using HubFunctions.Http;

namespace HubFunctions.Hosting;

/// <summary>The cookie that carries a session's id. Anywhere but on this machine itself it goes over HTTPS only, and under a name
/// that no other host of the domain can set (RFC 6265bis, 4.1.3.2).</summary>
public static class SessionCookie
{
    public const string Name = "hub_session";
    public const string SecureName = SecurePrefix + Name;

    private const string SecurePrefix = "__Host-";

    public static string? Read(HttpRequest request) => request.Cookies[NameFor(request, Name)];

    public static void Set(HttpRequest request, Session session, TimeSpan lifetime) =>
        Append(request, Name, session.Id, lifetime);

    public static void Clear(HttpRequest request) => Append(request, Name, "", TimeSpan.Zero);

    internal static void Append(HttpRequest request, string name, string value, TimeSpan age) =>
        request.HttpContext.Response.Cookies.Append(
            NameFor(request, name),
            value,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Path = "/",
                Secure = !IsLocal(request),
                MaxAge = age,
            });

    internal static string NameFor(HttpRequest request, string name) => IsLocal(request) ? name : SecurePrefix + name;

    private static bool IsLocal(HttpRequest request)
    {
        var host = request.Host.Host.Trim('[', ']');
        return !request.IsHttps
            && (host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));
    }
}
