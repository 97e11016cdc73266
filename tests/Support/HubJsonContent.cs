using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HubFunctions.Plans;

namespace HubFunctions.Tests.Support;

internal static class HubJsonContent
{
    public static Task<HttpResponseMessage> PutJsonAsync(this HttpClient client, string url, object value) =>
        client.PutAsync(url, JsonContent.Create(value, options: HubJson.Options), TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string url, object value) =>
        client.PostAsync(url, JsonContent.Create(value, options: HubJson.Options), TestContext.Current.CancellationToken);

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    public static async Task<JsonNode> GetJsonAsync(this HttpClient client, string url) =>
        await (await client.GetAsync(url, TestContext.Current.CancellationToken)).JsonAsync();
}
