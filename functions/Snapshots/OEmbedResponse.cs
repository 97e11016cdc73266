using System.Net;
using System.Text.Json.Serialization;

namespace HubFunctions.Snapshots;

/// <summary>The answer of a rich type: oEmbed 1.0, 2.3.4.4. Names are the standard's.</summary>
/// <param name="CacheAge">Seconds.</param>
/// <param name="Width">Pixels; so is <paramref name="Height"/>.</param>
public sealed record OEmbedResponse(
    string Type,
    string Version,
    string Title,
    [property: JsonPropertyName("author_name")] string? AuthorName,
    [property: JsonPropertyName("provider_name")] string ProviderName,
    [property: JsonPropertyName("provider_url")] string ProviderUrl,
    [property: JsonPropertyName("cache_age")] int CacheAge,
    string Html,
    int Width,
    int Height)
{
    public static OEmbedResponse Of(PublicPage page, EmbedPlan plan, int width, int height)
    {
        var title = $"Progress of {plan.Title}";
        var source = WebUtility.HtmlEncode(new Uri(page.Root, page.File).AbsoluteUri);
        var html = FormattableString.Invariant($"<iframe src=\"{source}\" title=\"{WebUtility.HtmlEncode(title)}\" ")
            + FormattableString.Invariant($"width=\"{width}\" height=\"{height}\" loading=\"lazy\" ")
            + "style=\"border:0;max-width:100%\"></iframe>";
        return new(
            "rich", "1.0", title, plan.Organisation is { Length: > 0 } organisation
                ? organisation : null, "Deliverables Hub", page.Root.AbsoluteUri, 3_600, html, width, height);
    }
}
