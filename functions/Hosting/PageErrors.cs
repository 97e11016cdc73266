using HubFunctions.Http;

namespace HubFunctions.Hosting;

/// <summary>Errors of pages, for people: what a program gets as a problem document.</summary>
public sealed class PageErrors(IPageNotices notices)
{
    private const long Megabyte = 1024 * 1024;

    /// <param name="maxBody">Bytes that the page's form may have.</param>
    public Task<IResult> OfAsync(HttpRequest request, int status, long maxBody)
    {
        var (title, text) = status switch
        {
            404 => ("There is no such page", "Look whether the address is right. The plan, item or partner may have another id."),
            413 => (
                "What you sent is too large",
                $"Nothing was stored. This page takes at most {Size(maxBody)}: send less, or split the file."),
            503 => (
                "The hub cannot do this now",
                "It cannot reach its storage, or took too long. What it did not confirm may not be stored: wait a minute, then "
                    + "try again."),
            500 => ("Something went wrong", "It has been noted. Open the page again; tell whoever runs the hub if it stays."),
            _ => ("The page could not be read", "Nothing was stored. Open the page again, and send its form from there."),
        };
        return notices.OfAsync(request, status, title, text);
    }

    private static string Size(long bytes) =>
        bytes >= Megabyte
            ? FormattableString.Invariant($"{bytes / Megabyte} MB")
            : FormattableString.Invariant($"{bytes / 1024} KB");
}
