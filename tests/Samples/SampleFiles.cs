using System.Text.Json;

namespace HubFunctions.Tests.Samples;

/// <summary>The sample files as they are embedded in the application.</summary>
internal static class SampleFiles
{
    public static readonly string[] PlanIds = ["westminster-kc", "kirklees", "leicestershire", "wakefield", "cheshire-west"];

    public static readonly DateTimeOffset SampleClock = new(2022, 5, 24, 7, 0, 0, TimeSpan.Zero);

    public static string Text(string file)
    {
        using var stream = typeof(Program).Assembly.GetManifestResourceStream($"HubFunctions.Samples.data.{file}.json")
            ?? throw new FileNotFoundException($"The application does not carry the sample {file}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static JsonElement Json(string file)
    {
        using var document = JsonDocument.Parse(Text(file));
        return document.RootElement.Clone();
    }

    public static JsonElement Plan(string id) => Json($"plans.{id}");

    public static JsonElement[] Items(string plan) => [.. Plan(plan).GetProperty("items").EnumerateArray()];

    public static JsonElement Item(string plan, string id) => Items(plan).Single(i => i.Text("id") == id);

    public static JsonElement[] Partners() => [.. Json("partners").EnumerateArray()];

    public static JsonElement[] Messages(string file = "updates") => [.. Json(file).EnumerateArray()];

    /// <summary>Every single update of a file together with its message.</summary>
    public static IEnumerable<(JsonElement Message, JsonElement Update)> Updates(string file = "updates") =>
        from message in Messages(file)
        from update in message.List("data")
        select (message, update);

    /// <summary>The values reported for one measure, oldest first.</summary>
    public static JsonElement[] Values(string plan, string item, string measure, string file = "updates") =>
    [
        .. from entry in Updates(file)
           where entry.Update.Text("plan") == plan && entry.Update.Text("deliverable") == item
           from value in entry.Update.List("measures")
           where value.Text("id") == measure
           select value,
    ];
}
