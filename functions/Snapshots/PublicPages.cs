using System.Text.RegularExpressions;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Knows a published page by its address: that of the files, that of the same account's static website, or that of a
/// local run. Pure.</summary>
public sealed partial class PublicPages(SnapshotAddress address)
{
    private const string Website = "$web/";

    /// <returns>Null for an address that is none of the hub's pages.</returns>
    public PublicPage? Find(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var asked) || asked.Scheme is not ("http" or "https")
            || asked.UserInfo.Length > 0)
            return null;
        var whole = asked.GetLeftPart(UriPartial.Path);
        var root = Roots(asked).FirstOrDefault(r => whole.StartsWith(r, StringComparison.OrdinalIgnoreCase));
        return root is null ? null : Of(root, whole[root.Length..]);
    }

    private static PublicPage? Of(string root, string path)
    {
        var plan = path.Split('/')[0];
        var file = path[plan.Length..].TrimStart('/');
        if (!Id.IsValid(plan))
            return null;
        if (file is "" or "index.html")
            return new(new Uri(root), plan, $"{plan}/index.html", IsPlan: true);
        return file.Length < 200 && Page().IsMatch(file) ? new(new Uri(root), plan, $"{plan}/{file}", IsPlan: false) : null;
    }

    /// <summary>Each as it was asked for, so that the frame has the address that its readers reach.</summary>
    private IEnumerable<string> Roots(Uri asked)
    {
        yield return address.Base.AbsoluteUri;
        yield return new Uri(address.Hub, "dev/snapshots/").AbsoluteUri;
        var account = address.Base.Host.Split('.')[0];
        if (address.Base.AbsolutePath.EndsWith(Website, StringComparison.Ordinal)
            && WebsiteHost().Match(asked.Host) is { Success: true } host
            && host.Groups["account"].Value == account)
            yield return asked.GetLeftPart(UriPartial.Authority) + "/";
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)*\.html\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Page();

    // Microsoft Learn, "Static website hosting in Azure Storage": {account}.z{zone}.web.core.windows.net.
    [GeneratedRegex(@"^(?<account>[a-z0-9]+)\.z[0-9]+\.web\.core\.windows\.net\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex WebsiteHost();
}

/// <param name="Root">Of all published files, with a slash at the end.</param>
/// <param name="File">From there.</param>
/// <param name="IsPlan">The plan's own page.</param>
public sealed record PublicPage(Uri Root, string Plan, string File, bool IsPlan);
