namespace HubFunctions.Hosting;

/// <summary>The cookie of a sign-in that is under way at another site.</summary>
public static class SignInCookie
{
    public const string Name = "hub_sign_in";

    public static string? Read(HttpRequest request) => request.Cookies[SessionCookie.NameFor(request, Name)];

    public static void Set(HttpRequest request, string ticket, TimeSpan lifetime) =>
        SessionCookie.Append(request, Name, ticket, lifetime);

    public static void Clear(HttpRequest request) => SessionCookie.Append(request, Name, "", TimeSpan.Zero);
}
