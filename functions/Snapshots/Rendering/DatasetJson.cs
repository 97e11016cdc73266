using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HubFunctions.Snapshots;

/// <summary>The plan's page for search engines: a schema.org <c>Dataset</c> in JSON-LD, with its context in it, so that nobody
/// has to fetch one.</summary>
public static class DatasetJson
{
    private const string Vocabulary = "https://schema.org/";
    private const int LeastDescription = 50;

    /// <returns>Safe within a script element: the default encoder writes no angle bracket.</returns>
    public static string Of(SnapshotView view)
    {
        var (plan, now) = (view.Now.Plan, view.Now);
        var licence = Licence.Of(plan.Publication);
        var said = $"{plan.Title}: {Pages.Shares.Say(view.Counted, view.CountedAs)}. Published by {plan.Organisation}.";
        var page = view.Site("index.html") ?? new Uri(view.Folder, "index.html");
        var dataset = new JsonObject
        {
            ["@context"] = new JsonObject { ["@vocab"] = Vocabulary },
            ["@type"] = "Dataset",
            ["@id"] = page.ToString(),
            ["name"] = plan.Title,
            ["description"] = said.Length >= LeastDescription ? said : $"Progress of every item of a published plan. {said}",
            ["url"] = page.ToString(),
            ["identifier"] = plan.Id,
            ["version"] = now.Sequence.ToString(CultureInfo.InvariantCulture),
            ["dateModified"] = now.AsAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["inLanguage"] = view.Voice.OwnIsEnglish ? "en" : "cy",
            ["isAccessibleForFree"] = true,
            ["license"] = licence.Url ?? licence.Name,
            ["creator"] = new JsonObject
            {
                ["@type"] = "Organization",
                ["name"] = plan.Organisation.Length > 0 ? plan.Organisation : plan.Title,
            },
            ["distribution"] = new JsonArray(
                File(view, "items.csv", "text/csv"),
                File(view, "measures.csv", "text/csv"),
                File(view, "latest.json", "application/json")),
        };
        if (plan.Area is { } area)
            dataset["spatialCoverage"] = area;
        return dataset.ToJsonString(JsonSerializerOptions.Default);
    }

    private static JsonObject File(SnapshotView view, string name, string type) => new()
    {
        ["@type"] = "DataDownload",
        ["name"] = name,
        ["encodingFormat"] = type,
        ["contentUrl"] = (view.Site(name) ?? new Uri(view.Folder, name)).ToString(),
    };
}
