using HubFunctions.Plans;

namespace HubFunctions.Http;

/// <summary>Where people reach the hub: every link is made from it.</summary>
/// <param name="Url">No slash at the end.</param>
public sealed record HubAddress(Uri Url)
{
    public const string Local = "http://localhost:7071";

    public string Host => Url.Host;

    /// <param name="path">Without a slash at its beginning.</param>
    public string Link(string path) => $"{Url.AbsoluteUri.TrimEnd('/')}/{path}";

    /// <summary>Where a run without the host listens first.</summary>
    public static string Listening(SettingsReader settings) =>
        settings.Text("urls")?.Split(';')[0] is { Length: > 0 } url ? url : Local;

    public static HubAddress Read(SettingsReader settings)
    {
        const string name = "Hub__PublicBaseUrl";
        var url = settings.Url(name);
        // Azure names the app in its environment.
        var otherwise =
            settings.HasDefaults ? Listening(settings)
            : settings.Text("WEBSITE_HOSTNAME") is { } host ? $"https://{host}"
            : null;
        if (url is null && otherwise is null && settings.Text(name) is null)
            settings.Wrong(
                name,
                "is missing",
                "give the address at which people reach the hub, such as https://hub.example.gov.uk");
        return new HubAddress(url ?? new Uri(otherwise ?? "https://invalid.example"));
    }
}
