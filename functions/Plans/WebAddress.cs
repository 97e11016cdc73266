namespace HubFunctions.Plans;

/// <summary>Texts that people enter where a web address may stand.</summary>
public static class WebAddress
{
    /// <returns>Null for anything but a whole http or https address.</returns>
    public static Uri? Of(string? text) =>
        Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var url)
        && url.Scheme is "https" or "http"
        && url.Host.Length > 0
        && url.UserInfo.Length == 0
            ? url
            : null;
}
