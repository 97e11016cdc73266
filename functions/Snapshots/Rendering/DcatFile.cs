using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HubFunctions.Snapshots;

/// <summary><c>dcat.json</c>: every public plan as a dataset of a catalogue (W3C DCAT 3 in JSON-LD), with its context in
/// it.</summary>
public static class DcatFile
{
    public const string Name = "dcat.json";

    private static readonly JsonSerializerOptions Plain = new() { WriteIndented = true };

    public static SnapshotFile Of(IReadOnlyList<IndexedPlan> plans, SnapshotAddress address)
    {
        var home = new Uri(address.Site ?? address.Base, PlanIndex.PageName).ToString();
        var catalogue = new JsonObject
        {
            ["@context"] = Context(),
            ["@id"] = $"{home}#catalogue",
            ["@type"] = "dcat:Catalog",
            ["title"] = "Progress on published plans",
            ["description"] = "How far published plans have come, item by item, with the values of their measures over time.",
            ["homepage"] = home,
            ["dataset"] = new JsonArray([.. plans.Select(plan => Dataset(plan, address))]),
        };
        return new SnapshotFile(
            Name,
            "application/ld+json",
            JsonSerializer.SerializeToUtf8Bytes(catalogue, Plain),
            SnapshotFile.Latest);
    }

    private static JsonObject Dataset(IndexedPlan plan, SnapshotAddress address)
    {
        var folder = new Uri(address.Site ?? address.Base, $"{plan.Id}/");
        var licence = Licence.Of(plan.Licence, plan.LicenceUrl);
        JsonObject terms = licence.Url is { } url
            ? new() { ["@id"] = url }
            : new() { ["@type"] = "dct:LicenseDocument", ["title"] = licence.Name };
        return new JsonObject
        {
            ["@id"] = $"{folder}index.html#dataset",
            ["@type"] = "dcat:Dataset",
            ["identifier"] = plan.Id,
            ["title"] = plan.Title.Length > 0 ? plan.Title : plan.Id,
            ["description"] =
                $"Progress of every item of {(plan.Title.Length > 0 ? plan.Title : plan.Id)}, as published by "
                    + $"{plan.Organisation}.",
            ["publisher"] = new JsonObject
            {
                ["@type"] = "foaf:Organization",
                ["name"] = plan.Organisation.Length > 0 ? plan.Organisation : plan.Id,
            },
            // To the day: the catalogue is written again only when it says something else.
            ["modified"] = Plans.LondonTime.DateOf(plan.AsAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["landingPage"] = $"{folder}index.html",
            ["license"] = terms.DeepClone(),
            ["distribution"] = new JsonArray(
                Distribution(folder, "items.csv", "Items", "text/csv", terms),
                Distribution(folder, "measures.csv", "Measures over time", "text/csv", terms),
                Distribution(folder, "latest.json", "Snapshot", "application/json", terms)),
        };
    }

    private static JsonObject Distribution(Uri folder, string file, string title, string type, JsonObject terms) => new()
    {
        ["@id"] = $"{folder}{file}",
        ["@type"] = "dcat:Distribution",
        ["title"] = title,
        ["downloadURL"] = $"{folder}{file}",
        ["accessURL"] = $"{folder}index.html",
        ["mediaType"] = $"https://www.iana.org/assignments/media-types/{type}",
        ["license"] = terms.DeepClone(),
    };

    private static JsonObject Context()
    {
        static JsonObject Link(string term) => new() { ["@id"] = term, ["@type"] = "@id" };
        return new JsonObject
        {
            ["dcat"] = "http://www.w3.org/ns/dcat#",
            ["dct"] = "http://purl.org/dc/terms/",
            ["foaf"] = "http://xmlns.com/foaf/0.1/",
            ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
            ["title"] = "dct:title",
            ["description"] = "dct:description",
            ["identifier"] = "dct:identifier",
            ["name"] = "foaf:name",
            ["modified"] = new JsonObject { ["@id"] = "dct:modified", ["@type"] = "xsd:date" },
            ["publisher"] = "dct:publisher",
            ["license"] = "dct:license",
            ["homepage"] = Link("foaf:homepage"),
            ["dataset"] = "dcat:dataset",
            ["distribution"] = "dcat:distribution",
            ["landingPage"] = Link("dcat:landingPage"),
            ["downloadURL"] = Link("dcat:downloadURL"),
            ["accessURL"] = Link("dcat:accessURL"),
            ["mediaType"] = Link("dcat:mediaType"),
        };
    }
}
