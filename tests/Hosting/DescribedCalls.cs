using System.Text.Json.Nodes;
using HubFunctions.Hosting;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>Sends calls and holds every answer to what the hub's own description says of it: status, media type and
/// schema.</summary>
internal sealed class DescribedCalls(HubApp app, JsonNode description)
{
    private readonly JsonArray _pairs = [];

    public HubApp App => app;

    /// <summary>Functions that answered with a success, by name and method.</summary>
    public HashSet<string> Succeeded { get; } = [];

    public static async Task<DescribedCalls> StartAsync(HubApp app) =>
        new(app, await app.Anyone.GetJsonAsync("/api/openapi.json"));

    public async Task<HttpResponseMessage> SendAsync(
        string function,
        HttpMethod method,
        string url,
        HttpContent? content = null,
        Action<HttpRequestMessage>? more = null)
    {
        var listed = FunctionMethods.Http.Single(f => f.Name == function);
        using var request = new HttpRequestMessage(method, url) { Content = content };
        more?.Invoke(request);
        var response = await app.Office.SendAsync(request, TestContext.Current.CancellationToken);
        var status = (int)response.StatusCode;
        var operation = description["paths"]![$"/{listed.Route}"]![method.Method.ToLowerInvariant()]!;
        var answer = Resolved(operation["responses"]![$"{status}"]);
        Assert.True(
            answer is not null,
            $"{function} answers {status}, which is not described: {await response.Content.ReadAsStringAsync()}");
        if (response.IsSuccessStatusCode)
            Succeeded.Add($"{function} {method}");
        await HoldAsync($"{function} {method} {status}", answer, response);
        return response;
    }

    /// <returns>Complaints of the validator, as JSON.</returns>
    public async Task<string> FaultsAsync()
    {
        var input = new JsonObject { ["openapi"] = description.DeepClone(), ["pairs"] = _pairs.DeepClone() };
        return (await NodeTools.RunAsync("Updates/schemas.mjs", [], input.ToJsonString(),
            TestContext.Current.CancellationToken)).Trim();
    }

    /// <summary>Answers that many calls have in common stand under components.</summary>
    private JsonNode? Resolved(JsonNode? answer) =>
        (string?)answer?["$ref"] is { } reference ? description["components"]!["responses"]![reference.Split('/')[^1]] : answer;

    private async Task HoldAsync(string call, JsonNode answer, HttpResponseMessage response)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        Assert.True(
            type is null ? answer["content"] is null : answer["content"]?[type] is not null,
            $"{call} answers {type}, which is not described");
        var schema = (string?)answer["content"]?[type!]?["schema"]?["$ref"];
        if (schema is null)
            return;
        _pairs.Add(new JsonObject
        {
            ["name"] = call,
            ["schema"] = await app.Anyone.GetJsonAsync($"/api/schemas/{schema.Split('/')[^1]}.json"),
            ["document"] = await response.JsonAsync(),
            ["strict"] = true,
        });
    }
}
