namespace HubFunctions.Http;

/// <summary>Where to go after signing in: an address of the hub's own pages, or none.</summary>
public static class LocalPath
{
    private const int Longest = 500;

    private static readonly string[] Pages = ["/office", "/partners/"];

    /// <returns>Null for what leads elsewhere, or looks to a browser as if it did.</returns>
    public static string? Of(string? path) =>
        path is { Length: > 1 and <= Longest } && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal)
        && path.All(c => c is > ' ' and < '\x7f' and not '\\')
        && Pages.Any(page => IsBelow(path, page)) ? path : null;

    private static bool IsBelow(string path, string page) =>
        path.StartsWith(page, StringComparison.Ordinal)
        && (page[^1] == '/' || path.Length == page.Length || path[page.Length] is '/' or '?');
}
