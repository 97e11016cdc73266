namespace HubFunctions.Snapshots;

/// <summary>On what terms what is published of a plan may be used.</summary>
/// <param name="Url">Null where the plan names a licence of its own without an address.</param>
/// <param name="Id">Of the Open Definition's list, or letters and digits made of the name.</param>
public sealed record Licence(string Name, string? Url, string Id)
{
    /// <summary>What English public bodies publish under: the National Archives' Open Government Licence.</summary>
    public static readonly Licence Default = new(
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "OGL-UK-3.0");

    public static Licence Of(PublicTerms? terms) => Of(terms?.Licence, terms?.LicenceUrl);

    public static Licence Of(string? name, string? url)
    {
        if (name is null && url is null)
            return Default;
        var shown = name ?? url!;
        var isDefault = url == Default.Url || string.Equals(name, Default.Name, StringComparison.OrdinalIgnoreCase);
        return isDefault ? Default with { Name = name ?? Default.Name } : new Licence(shown, url, Slug(shown));
    }

    /// <summary>Frictionless allows letters, digits, points, hyphens and lines.</summary>
    private static string Slug(string name) =>
        string.Join(
            '-',
            new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' ? c : ' ')]).Split(
                ' ',
                StringSplitOptions.RemoveEmptyEntries))
            is { Length: > 0 } slug
            ? slug
            : "other";
}
