using System.Net;
using System.Text;
using HubFunctions.Tests.Hosting;
using HubFunctions.Tests.Plans.Import;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.OpenApi;

/// <summary>The import says which files it takes and what it answers.</summary>
public sealed class ImportDescriptionTests(AzuriteFixture azurite)
{
    private const string Csv = "id,title,timescale\n1,Playground,spring 2023\n2,Path,soon\n";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_each_file_that_is_taken_and_no_other()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var import = (await app.Anyone.GetJsonAsync("/api/openapi.json"))["paths"]!["/api/plans/{plan}/import"]!["post"]!;
        var files = new Dictionary<string, byte[]>
        {
            ["text/csv"] = Encoding.UTF8.GetBytes(Csv),
            ["text/tab-separated-values"] = Encoding.UTF8.GetBytes(Csv.Replace(',', '\t')),
            [Xlsx] = new XlsxFile().Sheet("Plan").Row("id", "title", "timescale").Row("1", "Playground", "spring 2023").ToBytes(),
        };

        var named = import["requestBody"]!["content"]!.AsObject().Select(c => c.Key).Order(StringComparer.Ordinal);

        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), named);
        foreach (var (type, file) in files)
        {
            using var content = new ByteArrayContent(file);
            content.Headers.ContentType = new(type);
            using var answer = await app.Office.PostAsync("/api/plans/town/import?dryRun=true&title=Town", content, Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{type}: {await answer.Content.ReadAsStringAsync(Stop)}");
        }
    }

    [Fact]
    public async Task Describes_each_answer()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var calls = await DescribedCalls.StartAsync(app);

        Assert.Equal(HttpStatusCode.Created, await SendAsync("?title=Town", Csv));
        Assert.Equal(HttpStatusCode.OK, await SendAsync("?title=Town", Csv));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("?dryRun=perhaps", Csv));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("?title=Town", "id,title\n1,\"open\n"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync("?title=Town&remove=true", "id,title\n9,Else\n"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await SendAsync("", "{}", "application/json"));

        var faults = await calls.FaultsAsync();
        Assert.True(faults == "[]", faults);

        async Task<HttpStatusCode> SendAsync(string query, string body, string type = "text/csv")
        {
            using var content = new StringContent(body, Encoding.UTF8, type);
            using var answer = await calls.SendAsync("ImportPlan", HttpMethod.Post, $"/api/plans/town/import{query}", content);
            return answer.StatusCode;
        }
    }
}
