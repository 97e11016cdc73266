using System.Net;
using Azure.Data.Tables;
using HubFunctions.Hosting;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HubFunctions.Tests.Office;

/// <summary>The admin key is exchanged for a session, which a page needs and which ends.</summary>
public sealed class SessionTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly ShiftedClock _clock = new();
    private string _account = "";
    private HubApp _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await StartAsync(_account = azurite.NewAccount());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Without_a_session_a_page_leads_to_sign_in_and_from_there_back()
    {
        using var visitor = new Visitor(_app, follows: false);
        using var sent = await visitor.Client.GetAsync("/office/plans?show=silent", Stop);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        Assert.Equal("/office/sign-in?from=%2Foffice%2Fplans%3Fshow%3Dsilent", sent.Headers.Location!.OriginalString);

        var form = await visitor.OpenAsync(sent.Headers.Location.OriginalString);
        using var answer = await visitor.Client.PostAsync(
            "/office/sign-in",
            new FormUrlEncodedContent(Visitor.Fields(form, "/office/sign-in", new() { ["key"] = HubApp.AdminKey })),
            Stop);

        Assert.Equal(
            (HttpStatusCode.SeeOther, "/office/plans?show=silent"),
            (answer.StatusCode, answer.Headers.Location!.OriginalString));
        await visitor.OpenAsync("/office/plans?show=silent");
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/office")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/office\\..\\..")]
    [InlineData("/officer")]
    [InlineData("/api/plans")]
    [InlineData("/office/\r\nSet-Cookie: a=b")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_never_leads_elsewhere(string from)
    {
        using var visitor = new Visitor(_app, follows: false);

        using var answer = await visitor.Client.PostAsync(
            "/office/sign-in",
            new FormUrlEncodedContent(new Dictionary<string, string> { ["key"] = HubApp.AdminKey, ["from"] = from }),
            Stop);

        Assert.Equal((HttpStatusCode.SeeOther, "/office"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("127.0.0.1", "hub_session=", false)]
    [InlineData("localhost:7071", "hub_session=", false)]
    [InlineData("hub.example.gov.uk", "__Host-hub_session=", true)]
    [InlineData("127.0.0.1.example.org", "__Host-hub_session=", true)]
    public async Task The_cookie_is_for_this_host_alone_and_out_of_reach_of_scripts(string host, string name, bool secure)
    {
        using var visitor = new Visitor(_app, follows: false);
        using var call = new HttpRequestMessage(HttpMethod.Post, "/office/sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["key"] = HubApp.AdminKey }),
        };
        call.Headers.Host = host;
        using var answer = await visitor.Client.SendAsync(call, Stop);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));

        Assert.StartsWith(name, cookie, StringComparison.Ordinal);
        Assert.Contains("; max-age=28800; path=/;", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax; httponly", cookie, StringComparison.Ordinal);
        Assert.Equal(secure, cookie.Contains("; secure", StringComparison.Ordinal));
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Storage_holds_neither_the_id_nor_the_key_nor_the_network()
    {
        using var visitor = await Visitor.SignedInAsync(_app);
        await visitor.SignInAsync("a wrong key");
        var id = Assert.Single(visitor.Cookies).Value;

        var rows = new List<string>();
        foreach (var table in (string[])[TableSessions.TableName, TableSignIns.TableName])
        {
            await foreach (var row in _app.Storage.Tables.GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: Stop))
                rows.Add(row.PartitionKey + row.RowKey + string.Join('|', row.Select(p => $"{p.Value}")));
        }

        Assert.Contains(rows, r => r.Contains("Ann Lee", StringComparison.Ordinal));
        foreach (var secret in (string[])[id, HubApp.AdminKey, "a wrong key", "7f0000", "127.0.0"])
            Assert.DoesNotContain(rows, r => r.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_every_instance()
    {
        await using var other = await StartAsync(_account);
        using var visitor = await Visitor.SignedInAsync(_app);
        var id = Assert.Single(visitor.Cookies).Value;
        Assert.True(await IsInAsync(other, id));

        await visitor.SendAsync(await visitor.OpenAsync("/office"), "/office/sign-out");

        Assert.False(await IsInAsync(_app, id));
        Assert.False(await IsInAsync(other, id));
        Assert.Empty(visitor.Cookies);
    }

    [Fact]
    public async Task Another_admin_key_ends_every_session_of_the_office()
    {
        using var visitor = await Visitor.SignedInAsync(_app);
        var id = Assert.Single(visitor.Cookies).Value;
        await using var changed = await StartAsync(_account, "another-admin-key-0123456789");

        Assert.False(await IsInAsync(changed, id));
        Assert.Equal(0, await RowsAsync());
    }

    [Fact]
    public async Task A_session_ends_after_eight_hours_and_housekeeping_takes_its_row()
    {
        using var visitor = await Visitor.SignedInAsync(_app);
        var id = Assert.Single(visitor.Cookies).Value;
        _clock.Shift = new TimeSpan(7, 59, 0);
        Assert.True(await IsInAsync(_app, id));
        await SessionsRetention().ExpireAsync(Stop);
        Assert.Equal(1, await RowsAsync());

        _clock.Shift = new TimeSpan(8, 1, 0);

        Assert.Equal(1, await SessionsRetention().ExpireAsync(Stop));
        Assert.Equal(0, await RowsAsync());
        Assert.False(await IsInAsync(_app, id));
    }

    [Fact]
    public async Task Five_wrong_keys_a_minute_are_looked_at_for_all_instances_together()
    {
        await using var other = await StartAsync(_account);
        using var one = new Visitor(_app);
        using var two = new Visitor(other);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => (n % 2 == 0 ? one : two).SignInAsync($"wrong {n}")));

        Assert.Equal(
            (5, 7),
            (
                answers.Count(a => a.Status == HttpStatusCode.Forbidden),
                answers.Count(a => a.Status == HttpStatusCode.TooManyRequests)));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await one.SignInAsync(HubApp.AdminKey)).Status);
        _clock.Shift = new TimeSpan(0, 1, 1);
        Assert.Equal(HttpStatusCode.OK, (await one.SignInAsync(HubApp.AdminKey)).Status);
    }

    [Fact]
    public async Task Right_keys_never_use_up_the_tries()
    {
        for (var n = 0; n < 7; n++)
            (await Visitor.SignedInAsync(_app)).Dispose();
    }

    [Fact]
    public async Task Signing_in_again_ends_the_former_session()
    {
        using var visitor = await Visitor.SignedInAsync(_app);
        var former = Assert.Single(visitor.Cookies).Value;

        await visitor.SignInAsync(HubApp.AdminKey);

        Assert.False(await IsInAsync(_app, former));
        Assert.Equal(1, await RowsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../../AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task An_invented_session_is_none(string id) => Assert.False(await IsInAsync(_app, id));

    private SessionRetention SessionsRetention() => _app.Services.GetServices<IRetention>().OfType<SessionRetention>().Single();

    private async Task<int> RowsAsync() =>
        await _app
            .Storage.Tables.GetTableClient(TableSessions.TableName)
            .QueryAsync<TableEntity>(cancellationToken: Stop)
            .CountAsync(Stop);

    private static async Task<bool> IsInAsync(HubApp app, string id)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = app.Anyone.BaseAddress,
        };
        using var call = new HttpRequestMessage(HttpMethod.Get, "/office/plans");
        call.Headers.Add("Cookie", $"{SessionCookie.Name}={id}");
        using var answer = await client.SendAsync(call, Stop);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.SeeOther });
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private Task<HubApp> StartAsync(string account, string key = HubApp.AdminKey) => HubApp.StartAsync(
        azurite,
        new() { ["AzureWebJobsStorage"] = account, ["Hub__AdminKey"] = key },
        services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock)));
}
