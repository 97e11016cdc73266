using System.Text.RegularExpressions;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Where the public files go.</summary>
/// <param name="Storage">The account; null for that of the hub's state.</param>
/// <param name="Container"><c>$web</c> makes them a static website.</param>
/// <param name="Website">Where people read them, without a slash at the end: that website's address, or of what stands before it.
/// Null where not set.</param>
public sealed partial record SnapshotOptions(StorageSettings? Storage, string Container, Uri? Website = null)
{
    public static SnapshotOptions Read(SettingsReader settings) => new(
        StorageSettingsReader.Read(settings, "Hub__SnapshotStorage"), ContainerOf(settings), settings.Url("Hub__WebsiteUrl"));

    private static string ContainerOf(SettingsReader settings)
    {
        var name = settings.Text("Hub__SnapshotContainer") ?? "snapshots";
        if (name != "$web" && !ContainerName().IsMatch(name))
            settings.Wrong(
                "Hub__SnapshotContainer",
                "is not the name of a container",
                "give 3 to 63 lower-case letters, digits and single hyphens, or $web");
        return name;
    }

    // Microsoft Learn, "Naming and referencing containers, blobs, and metadata".
    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContainerName();
}
