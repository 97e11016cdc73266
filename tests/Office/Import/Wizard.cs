using System.Net;
using System.Text;
using AngleSharp.Html.Dom;

namespace HubFunctions.Tests.Office;

/// <summary>The steps of an import as somebody takes them, without script.</summary>
internal sealed class Wizard(Visitor visitor)
{
    public IHtmlDocument Page { get; private set; } = null!;

    public HttpStatusCode Status { get; private set; }

    /// <summary>Address of the form of the step that is shown.</summary>
    public string Step => Page.Forms.Select(f => f.GetAttribute("action")!)
        .Last(a => a.StartsWith("/office/import/", StringComparison.Ordinal));

    public string Text =>
        string.Join(' ', Page.QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Steps 1 and 2 with what the hub proposes, and step 3 with what it leaves open left out.</summary>
    public async Task<Wizard> ToCheckAsync(
        byte[] file, string name, string? plan = null, Dictionary<string, string>? fields = null)
    {
        await ToColumnsAsync(file, name, plan, fields);
        return await SendAsync(new() { ["do"] = "rest" });
    }

    public Task<Wizard> ToCheckAsync(string csv, string? plan = null) =>
        ToCheckAsync(Encoding.UTF8.GetBytes(csv), "Town plan.csv", plan);

    public async Task<Wizard> ToColumnsAsync(
        byte[] file, string name, string? plan = null, Dictionary<string, string>? fields = null)
    {
        await UploadAsync(file, name, plan, fields);
        Assert.Equal("Choose the row with the headings", Page.QuerySelector("h1")!.TextContent);
        return await SendAsync([]);
    }

    public async Task<Wizard> UploadAsync(
        byte[] file, string name, string? plan = null, Dictionary<string, string>? fields = null)
    {
        Page = await visitor.OpenAsync($"/office/import{(plan is null ? "" : $"?plan={plan}")}");
        (Status, Page) = await visitor.UploadAsync(Page, "/office/import", file, name, fields);
        return this;
    }

    /// <summary>Sends the form of the step that is shown.</summary>
    public async Task<Wizard> SendAsync(Dictionary<string, string> fields)
    {
        (Status, Page) = await visitor.SendAsync(Page, Step, fields);
        return this;
    }

    /// <summary>Brings in what is checked.</summary>
    public Task<Wizard> ApplyAsync(Dictionary<string, string>? fields = null) =>
        SendAsync(new(fields ?? []) { ["do"] = "apply" });

    public async Task<Wizard> UndoAsync(string plan)
    {
        Page = await visitor.OpenAsync($"/office/plans/{plan}/import");
        (Status, Page) = await visitor.SendAsync(Page, $"/office/plans/{plan}/import");
        return this;
    }
}
