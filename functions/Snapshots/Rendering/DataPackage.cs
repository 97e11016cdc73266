using System.Text.Json;
using System.Text.Json.Nodes;

namespace HubFunctions.Snapshots;

/// <summary><c>datapackage.json</c> (Frictionless Data Package 1): what the spreadsheets of a plan hold, column by column. It
/// changes only with the plan's own words and terms.</summary>
public static class DataPackage
{
    private static readonly JsonSerializerOptions Plain = new() { WriteIndented = true };

    public static byte[] Of(SnapshotView view)
    {
        var plan = view.Now.Plan;
        var licence = Licence.Of(plan.Publication);
        var terms = new JsonObject { ["name"] = licence.Id, ["title"] = licence.Name };
        if (licence.Url is { } url)
            terms["path"] = url;
        var package = new JsonObject
        {
            ["profile"] = "tabular-data-package",
            ["name"] = plan.Id,
            ["title"] = plan.Title,
            ["description"] = $"Progress of every item of {plan.Title}, as published by {plan.Organisation}.",
            ["licenses"] = new JsonArray(terms),
            ["contributors"] = plan.Organisation.Length == 0
                ? null
                : new JsonArray(new JsonObject { ["title"] = plan.Organisation, ["role"] = "publisher" }),
            ["resources"] = new JsonArray(Items(), Measures()),
        };
        if (view.Site("index.html") is { } home)
            package["homepage"] = home.ToString();
        if (package["contributors"] is null)
            package.Remove("contributors");
        return JsonSerializer.SerializeToUtf8Bytes(package, Plain);
    }

    private static JsonObject Items() =>
        Table(
            "items",
            "Items",
            "Every item of the plan, headings included, as it stands now.",
            new JsonArray(
                Field("id", "string", "Of the item within the plan", new() { ["required"] = true, ["unique"] = true }),
                Field("parent", "string", "Id of the item that it stands below"),
                Field("level", "string", "What the plan calls it"),
                Field("label", "string", "Its own name in the plan"),
                Field("title", "string", "Its words"),
                Field("status", "string", "The one word under which totals count it"),
                Field("lifecycle", "string", "How far it is"),
                Field("health", "string", "How it goes"),
                YesOrNo("overdue"),
                Field("owner", "string", "Name, where it is public"),
                Field("role", "string", "Of the owner"),
                Field("partners", "string", "Separated by semicolons"),
                Field("timescale", "string", "The plan's own words"),
                Field("window", "string", "Its dates in words"),
                Field("earliest", "date", "First day of the window"),
                Field("due", "date", "Last day of the window"),
                Field("next step", "string", "With its dates"),
                Field("percent complete", "integer", "0 to 100"),
                Field("summary", "string", "The last report"),
                Field("last reported", "datetime", "When, UTC"),
                Field("measures", "string", "Latest values in words"),
                Field("held back", "string", "Fields whose text waits to be checked")),
            "id");

    private static JsonObject Measures()
    {
        var table = Table(
            "measures",
            "Measures over time",
            $"Published values of each measure, at most the last {MeasuresCsv.MaxValues}.",
            new JsonArray(
                Field("item", "string", "Id of the item", new() { ["required"] = true }),
                Field("measure", "string", "Id within the item", new() { ["required"] = true }),
                Field("name", "string", "In words"),
                Field("unit", "string", "Of values and target"),
                Field("target", "number", "Empty where none is set"),
                Field("at", "datetime", "When the value held, UTC"),
                Field("value", "number", "Empty where none is published")),
            key: null);
        table["schema"]!["foreignKeys"] = new JsonArray(new JsonObject
        {
            ["fields"] = "item",
            ["reference"] = new JsonObject { ["resource"] = "items", ["fields"] = "id" },
        });
        return table;
    }

    private static JsonObject Table(string name, string title, string description, JsonArray fields, string? key)
    {
        var schema = new JsonObject { ["fields"] = fields, ["missingValues"] = new JsonArray("") };
        if (key is not null)
            schema["primaryKey"] = key;
        return new JsonObject
        {
            ["profile"] = "tabular-data-resource",
            ["name"] = name,
            ["path"] = $"{name}.csv",
            ["title"] = title,
            ["description"] = description,
            ["format"] = "csv",
            ["mediatype"] = "text/csv",
            ["encoding"] = "utf-8",
            ["schema"] = schema,
        };
    }

    private static JsonObject Field(string name, string type, string description, JsonObject? constraints = null)
    {
        var field = new JsonObject { ["name"] = name, ["type"] = type, ["description"] = description };
        if (constraints is not null)
            field["constraints"] = constraints;
        return field;
    }

    private static JsonObject YesOrNo(string name) => new()
    {
        ["name"] = name,
        ["type"] = "boolean",
        ["description"] = "Whether its last day has passed and it is not done",
        ["trueValues"] = new JsonArray("yes"),
        ["falseValues"] = new JsonArray("no"),
    };
}
