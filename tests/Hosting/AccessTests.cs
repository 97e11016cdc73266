using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Hosting;

/// <summary>Every function of the metadata called without credentials, under the host and on Kestrel.</summary>
public sealed partial class AccessTests(HostedHub hosted, UpdatesHub kestrel)
    : IClassFixture<HostedHub>,
        IClassFixture<UpdatesHub>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Office_functions_refuse_who_is_not_signed_in_and_no_other_asks_for_the_offices_key(bool onKestrel)
    {
        var client = onKestrel ? kestrel.App.Anyone : hosted.Host.Anyone;
        foreach (var function in hosted.Host.Functions.Where(f => f.IsHttp))
        {
            var office = FunctionTable.All.Single(f => f.Name == function.Name).Access == ExpectedAccess.Office;
            foreach (var method in function.Methods)
            {
                using var call = new HttpRequestMessage(
                    HttpMethod.Parse(method),
                    "/" + Parameter().Replace(function.Route!, "none"));
                using var answer = await client.SendAsync(call, Stop);

                Assert.True((int)answer.StatusCode < 500, $"{method} {function.Name}: {answer.StatusCode}");
                Assert.True(office == await AsksForOfficeAsync(answer), $"{method} {function.Name}: {answer.StatusCode}");
            }
        }
    }

    /// <summary>Partners' calls answer 401 too; only the office's name its key. An answer to HEAD has no text.</summary>
    private static async Task<bool> AsksForOfficeAsync(HttpResponseMessage answer)
    {
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
            return false;
        if (answer.RequestMessage!.Method == HttpMethod.Head)
            return !answer.RequestMessage.RequestUri!.AbsolutePath.StartsWith("/api/partners/", StringComparison.Ordinal);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return ((string)problem["detail"]!).Contains("admin key", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parameter();
}
