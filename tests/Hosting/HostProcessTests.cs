using System.Diagnostics;
using System.Globalization;
using System.Net;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>How the published app starts and ends under the host.</summary>
public sealed class HostProcessTests(PublishedApp published, AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_without_warning_it_comes_back_and_has_what_it_acknowledged()
    {
        await using var host = await HostSimulator.StartAsync(published, azurite);
        var plan = new { id = "town", title = "Town", referenceDate = "2022-05-24", items = new[] { new { id = "1", title = "One" } } };
        (await host.Office.PutJsonAsync("/api/plans/town", plan)).EnsureSuccessStatusCode();

        host.Kill();
        using var after = await host.Office.GetAsync("/api/plans/town", Stop);

        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(2, host.Starts);
    }

    [Theory]
    [InlineData("/api/timescales?text=spring%202023&reference=2022-01-01")]
    [InlineData("/api/openapi.json")]
    [InlineData("/api/schemas/update.json")]
    [InlineData("/api/health/live")]
    public async Task What_needs_no_storage_is_answered_while_storage_is_away(string address)
    {
        const string Nowhere = "AccountName=name;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1/name;BlobEndpoint=http://127.0.0.1:1/name";
        await using var host = await HostSimulator.StartAsync(published, azurite, new() { ["AzureWebJobsStorage"] = Nowhere });
        using var http = new HttpClient { BaseAddress = await host.ReadyAsync() };

        using var got = await http.GetAsync(new Uri(address, UriKind.Relative), Stop);
        using var asked = await http.SendAsync(new(HttpMethod.Head, address), Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (got.StatusCode, asked.StatusCode));
        Assert.Equal(got.Content.Headers.ContentType, asked.Content.Headers.ContentType);
        Assert.NotEmpty(await got.Content.ReadAsByteArrayAsync(Stop));
        Assert.Empty(await asked.Content.ReadAsByteArrayAsync(Stop));
    }

    [Fact]
    public async Task Asked_to_end_it_never_ends_with_0_which_the_host_takes_for_never_again()
    {
        await using var host = await HostSimulator.StartAsync(published, azurite);

        using (var term = Process.Start("kill", ["-TERM", host.App!.Id.ToString(CultureInfo.InvariantCulture)]))
            await term.WaitForExitAsync(Stop);
        await Eventually.TrueAsync(() => host.ExitCodes.Count == 1);
        using var after = await host.Outside.GetAsync("/api/health/live", Stop);

        Assert.NotEqual(0, host.ExitCodes[0]);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task Ends_by_itself_when_the_host_that_started_it_is_gone()
    {
        var root = await published.FolderAsync();
        var start = new ProcessStartInfo("sh", ["-c", "./HubFunctions & echo $!; wait"]) { WorkingDirectory = root, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in HostSimulator.Settings(azurite.NewAccount()))
            start.Environment[name] = value;
        var port = FreePort.Next();
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        using var parent = Process.Start(start)!;
        using var app = Process.GetProcessById(int.Parse((await parent.StandardOutput.ReadLineAsync(Stop))!, CultureInfo.InvariantCulture));
        using var client = new HttpClient();
        await Eventually.TrueAsync(async () => await AnswersAsync(client, port));

        parent.Kill();
        var rest = await parent.StandardOutput.ReadToEndAsync(Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop);

        Assert.Contains("The Functions host is gone", rest, StringComparison.Ordinal);
        Assert.True(app.WaitForExit(TimeSpan.FromSeconds(30)));
    }

    private static async Task<bool> AnswersAsync(HttpClient client, int port)
    {
        try
        {
            using var any = await client.GetAsync($"http://127.0.0.1:{port}/", Stop);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
