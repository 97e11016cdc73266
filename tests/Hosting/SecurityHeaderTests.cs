using System.Text.RegularExpressions;
using HubFunctions.Hosting;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>Whatever the hub answers, and whether or not it likes the question, browsers are told what not to do with
/// it.</summary>
public sealed partial class SecurityHeaderTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_of_every_function_tells_browsers_what_not_to_do()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var calls = FunctionMethods
            .Http.SelectMany(f =>
                f.Methods.Append("OPTIONS").Select(method => (Method: method, Path: Place().Replace(f.Route, "x"))))
            .Append((Method: "GET", Path: "nothing/here"))
            .Distinct()
            .ToList();
        foreach (var (method, path) in calls)
        {
            await CheckAsync(app.Anyone, method, path);
            if (method is "GET" or "HEAD")
                await CheckAsync(app.Office, method, path);
        }

        Assert.True(calls.Count > 50);
    }

    private static async Task CheckAsync(HttpClient client, string method, string path)
    {
        using var answer = await client.SendAsync(new HttpRequestMessage(new(method), $"/{path}"), Stop);
        var call = $"{method} /{path}: {(int)answer.StatusCode}";
        Assert.True((int)answer.StatusCode < 500 || path.StartsWith("api/health/", StringComparison.Ordinal), call);
        var policy = One("Content-Security-Policy");
        Assert.True(policy.Contains("default-src 'none'", StringComparison.Ordinal), $"{call}: {policy}");
        Assert.True(policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal), $"{call}: {policy}");
        Assert.Equal($"{call}: nosniff", $"{call}: {One("X-Content-Type-Options")}");
        Assert.Equal($"{call}: no-referrer", $"{call}: {One("Referrer-Policy")}");
        Assert.Equal($"{call}: max-age=31536000", $"{call}: {One("Strict-Transport-Security")}");
        Assert.True(answer.Headers.CacheControl is not null, $"{call} may be kept by anyone");

        string One(string name) =>
            answer.Headers.TryGetValues(name, out var values)
                ? Assert.Single(values)
                : throw new InvalidDataException($"{call} lacks {name}");
    }

    [GeneratedRegex("\\{[^}]+\\}", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
