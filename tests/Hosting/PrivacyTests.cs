using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HubFunctions.Hosting;
using HubFunctions.Reminders;
using HubFunctions.Tests.Mail;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.AspNetCore.Http;

namespace HubFunctions.Tests.Hosting;

/// <summary>After a day on which everything happens, good and bad, nothing personal and no secret stands in a log or an
/// error.</summary>
public sealed partial class PrivacyTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Note = "Mrs Jones in flat 12 is unwell";
    private const string Reporter = "Persephone Quillfeather";
    private const string FunctionKey = "function-key-0123456789";
    private const string ProviderKey = "SG.a-key-of-the-mail-provider";
    private const string DirectoryToken = "a-token-of-the-directory";

    /// <summary>None of these may stand in a log or an error.</summary>
    private readonly List<string> _secrets =
    [
        HubApp.AdminKey,
        Convert.ToBase64String("a signing key for tests, 32 bytes"u8),
        Note, Reporter, FunctionKey, ProviderKey, DirectoryToken, "flat 12", "Quillfeather",
    ];

    private readonly ConcurrentBag<string> _errors = [];
    private FakeProvider _provider = null!;
    private CuttableProxy _storage = null!;
    private HubProcess _hub = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _provider.Answer = AnswerAsync;
        var direct = azurite.NewAccount();
        _storage = new CuttableProxy(int.Parse(TablePort().Match(direct).Groups["port"].Value, CultureInfo.InvariantCulture));
        // Long ago: the hub runs its timers as soon as it starts.
        var tables = AzuriteFixture.Connect(direct).Tables;
        await tables.CreateTableIfNotExistsAsync(TableTimerLog.TableName, Stop);
        foreach (var timer in FunctionMethods.Timers)
            await new TableTimerLog(tables).WriteAsync(
                timer.Name,
                TimeProvider.System.GetUtcNow().AddDays(-2),
                TimeSpan.Zero,
                null,
                Stop);
        _hub = await HubProcess.StartAsync(
            TablePort().Replace(direct, $"TableEndpoint=http://127.0.0.1:{_storage.Port}/"),
            new()
            {
                ["Hub__LocalRun"] = "true",
                ["Logging__LogLevel__Default"] = "Information",
                ["Hub__Mail__Provider"] = "sendgrid",
                ["Hub__Mail__From"] = "hub@council.example",
                ["SendGrid__ApiKey"] = ProviderKey,
                ["SendGrid__BaseUrl"] = _provider.Url.ToString(),
                ["Graph__TenantId"] = "a-tenant",
                ["Graph__BaseUrl"] = _provider.Url.ToString(),
                ["IDENTITY_ENDPOINT"] = new Uri(_provider.Url, "identity").ToString(),
                ["IDENTITY_HEADER"] = "a-header",
            },
            stop: Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _storage.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task A_full_day_leaves_no_address_secret_note_or_name_in_logs_and_errors()
    {
        await OfficeAsync();
        var partner = await PartnerAsync();
        await PublicAsync();
        await OwnersAsync();
        await WithoutStorageAsync(partner);
        await Eventually.TrueAsync(() => _hub.Lines.Any(l => l.Contains("Timer PublishSnapshots", StringComparison.Ordinal)));

        // It did happen: mails went out and failed, storage was unavailable, errors were answered.
        Assert.Contains(_provider.Requests, r => r.Path == "/v3/mail/send");
        Assert.Contains(_provider.Requests, r => r.Path.Contains("getMailTips", StringComparison.Ordinal));
        Assert.NotEmpty(Links("respond"));
        Assert.Contains(_hub.Lines, l => l.Contains("storage is unavailable", StringComparison.Ordinal));
        Assert.InRange(_errors.Count, 20, 1_000);
        var links = _provider
            .Requests.SelectMany(r => Token().Matches(r.Body.ToString()).Select(m => m.Groups["token"].Value))
            .Distinct()
            .ToList();
        Assert.NotEmpty(links);
        foreach (var text in _hub.Lines.Concat(_errors))
        {
            var plain = Unescaped(text);
            Assert.False(Address().IsMatch(plain), $"An e-mail address: {text}");
            Assert.DoesNotContain(
                _secrets.Concat(links),
                secret =>
                    plain.Contains(secret, StringComparison.OrdinalIgnoreCase)
                    || text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    private async Task OfficeAsync()
    {
        await SendAsync(_hub.Office, HttpMethod.Put, "/api/plans/town", Json("""
            { "id": "town", "title": "Town", "organisation": "A council", "status": "adopted", "referenceDate": "2022-05-01",
              "owners": [{ "id": "khan", "name": "Persephone Quillfeather", "email": "khan@council.example", "deputy": "team" }, { "id": "team", "email": "team@council.example" }],
              "items": [{ "id": "1", "title": "One", "owner": "khan", "partners": ["fire"], "timescale": "by 31 May 2022" }, { "id": "2", "title": "Two", "owner": "khan", "timescale": "by 31 May 2022" }, { "id": "3", "title": "Three", "owner": "team", "timescale": "by 31 May 2022" }] }
            """));
        await SendAsync(
            _hub.Office,
            HttpMethod.Put,
            "/api/plans/bad",
            Json(
                """{ "id": "bad", "title": "Bad", "referenceDate": "khan@council.example", "owners": [{ "id": "o", "name": "Persephone Quillfeather", "email": "khan@council.example@twice" }], "items": [{ "id": "khan@council.example", "title": "x" }] }"""));
        await SendAsync(
            _hub.Office,
            HttpMethod.Put,
            "/api/plans/bad",
            Json("""{ "id": "bad", "khan@council.example": 1, "title": { "x": "Mrs Jones in flat 12 is unwell" } }"""));
        await SendAsync(_hub.Office, HttpMethod.Put, "/api/plans/khan@council.example", Json("{}"));
        await SendAsync(
            _hub.Office,
            HttpMethod.Post,
            "/api/plans/village/import?dryRun=true",
            new StringContent("id,title\nkhan@council.example,Mrs Jones in flat 12 is unwell\n", Encoding.UTF8, "text/csv"));
        await SendAsync(
            _hub.Office,
            HttpMethod.Patch,
            "/api/plans/town/items/1",
            Json("""{ "owner": "khan@council.example", "reason": "Mrs Jones in flat 12 is unwell" }"""),
            "*");
        await SendAsync(
            _hub.Office,
            HttpMethod.Put,
            "/api/plans/town/restore",
            Json("""[{ "backup": "khan@council.example" }]"""));
        await SendAsync(_hub.Office, HttpMethod.Get, "/api/timescales?text=khan@council.example&reference=khan@council.example");
        await SendAsync(_hub.Office, HttpMethod.Get, "/api/quarantine/khan@council.example");
        await SendAsync(_hub.Anyone, HttpMethod.Get, $"/api/plans?code={FunctionKey}&email=khan@council.example");
        await SendAsync(_hub.Anyone, HttpMethod.Get, $"/khan@council.example/none?code={FunctionKey}");
        await SendAsync(_hub.Anyone, HttpMethod.Delete, "/api/plans/khan%40council.example");
    }

    private async Task<Sender> PartnerAsync()
    {
        using var entered = await _hub.Office.PutJsonAsync("/api/partners/fire", new { name = "Fire", plans = new[] { "town" } });
        var old = await entered.JsonAsync();
        using var rotated = await _hub.Office.PostAsync("/api/partners/fire/rotate", null, Stop);
        var now = await rotated.JsonAsync();
        _secrets.AddRange([
            (string)old["signingSecret"]!,
            (string)old["token"]!,
            (string)now["signingSecret"]!,
            (string)now["token"]!,
        ]);
        await SendAsync(
            _hub.Office,
            HttpMethod.Put,
            "/api/partners/other",
            Json("""{ "name": 1, "plans": ["khan@council.example"], "statusWords": { "khan@council.example": "x" } }"""));
        var partner = new Sender(_hub.Anyone, "fire", (string)now["signingSecret"]!, (string)now["token"]!);
        foreach (
            var (health, item, id) in new[]
            {
                ("onTrack", "1", "m1"),
                ("khan@council.example", "1", "m2"),
                ("onTrack", "khan@council.example", "m3"),
                ("onTrack", "1", "khan@council.example"),
            })
            await KeepAsync(await partner.SignedAsync(Update(item, health), id));
        await KeepAsync(await partner.SignedAsync(Encoding.UTF8.GetBytes($"{{ \"type\": \"{Note} khan@council.example\""), "m4"));
        await KeepAsync(await partner.SignedAsync(Encoding.UTF8.GetBytes(new string('x', 1_100_000) + Note), "m5"));
        await KeepAsync(await partner.BearerAsync(Encoding.UTF8.GetBytes(Note), contentType: "text/khan@council.example"));
        await KeepAsync(await partner.As("nobody").BearerAsync(Update("1", "onTrack"), ("x-functions-key", FunctionKey)));
        await KeepAsync(
            await partner
                .With("whsec_" + Convert.ToBase64String("another secret of 32 bytes here.."u8), "hub_wrong")
                .SignedAsync(Update("1", "onTrack"), "m6"));
        await KeepAsync(await partner.GetAsync("receipts/khan@council.example"));
        return partner;
    }

    private async Task PublicAsync()
    {
        await SendAsync(_hub.Office, HttpMethod.Post, "/api/snapshots");
        await SendAsync(_hub.Anyone, HttpMethod.Post, "/api/subscribe/town", Form(("email", "resident@home.example")));
        await SendAsync(_hub.Anyone, HttpMethod.Post, "/api/subscribe/nowhere", Form(("email", "resident@home.example")));
        await SendAsync(_hub.Anyone, HttpMethod.Post, "/api/confirm/resident@home.example", Form(("x", "resident@home.example")));
        foreach (var link in Links("confirm"))
            await SendAsync(_hub.Anyone, HttpMethod.Post, link);
        await SendAsync(_hub.Anyone, HttpMethod.Post, "/api/mail/events", Json("""[{ "email": "khan@council.example" }]"""));
    }

    private async Task OwnersAsync()
    {
        for (var run = 0; run < 3; run++)
            await SendAsync(_hub.Office, HttpMethod.Post, "/api/reminders");
        await SendAsync(_hub.Office, HttpMethod.Post, "/api/reminders?asOf=khan@council.example");
        await SendAsync(_hub.Office, HttpMethod.Delete, "/api/reminders/unreachable/town/khan@council.example");
        foreach (var link in Links("respond"))
        {
            await SendAsync(_hub.Anyone, HttpMethod.Get, link + "x");
            await SendAsync(_hub.Anyone, HttpMethod.Post, link, new StringContent(Note, Encoding.UTF8, "text/plain"));
            await SendAsync(_hub.Anyone, HttpMethod.Post, link, Form((new string('k', 100), Note)));
            await SendAsync(
                _hub.Anyone,
                HttpMethod.Post,
                link,
                Form(
                    ("step", "send"),
                    (ReplyForm.Name("answer", 0), "needs-help"),
                    (ReplyForm.Name("note", 0), Note),
                    (ReplyForm.Name("summary", 0), "Write to khan@council.example")));
        }

        await SendAsync(_hub.Office, HttpMethod.Post, "/api/snapshots");
    }

    private async Task WithoutStorageAsync(Sender partner)
    {
        _storage.Cut();
        await Task.WhenAll(
            Task.Run(async () => await KeepAsync(await partner.SignedAsync(Update("1", "onTrack"), "m7"))),
            SendAsync(_hub.Office, HttpMethod.Get, "/api/plans/town"),
            SendAsync(_hub.Office, HttpMethod.Post, "/api/reminders"),
            SendAsync(_hub.Anyone, HttpMethod.Post, "/api/subscribe/town", Form(("email", "second@home.example"))),
            SendAsync(_hub.Anyone, HttpMethod.Get, "/api/health/ready"));
        _storage.Restore();
    }

    /// <summary>An identity, a directory that is unavailable at first, and a mail provider that complains of the first mail in
    /// the recipient's own words.</summary>
    private async Task AnswerAsync(int request, HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (path == "/identity")
            await http.Response.WriteAsJsonAsync(
                new
                {
                    access_token = DirectoryToken,
                    expires_on = "4102444800",
                    resource = "x",
                    token_type = "Bearer",
                });
        else if (path.Contains("getMailTips", StringComparison.Ordinal))
            http.Response.StatusCode = 403;
        else if (_provider.Requests.Count(r => r.Path == path) == 2)
            (http.Response.StatusCode, _) = (
                400,
                http.Response.WriteAsync(
                    """{ "errors": [{ "message": "khan@council.example is not known", "field": "personalizations.0.to.0.email" }] }"""));
        else
            http.Response.StatusCode = 202;
    }

    private IEnumerable<string> Links(string kind) =>
        [
            .. _provider
                .Requests.SelectMany(r => Link().Matches(r.Body.ToString()).Select(m => m.Value))
                .Where(l => l.Contains(kind, StringComparison.Ordinal))
                .Distinct(),
        ];

    private async Task SendAsync(
        HttpClient client,
        HttpMethod method,
        string url,
        HttpContent? content = null,
        string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        request.Headers.Add("x-functions-key", FunctionKey);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        await KeepAsync(await client.SendAsync(request, Stop));
    }

    private async Task KeepAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
            _errors.Add(
                $"{answer.RequestMessage!.Method} {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        Assert.NotEqual(500, (int)answer.StatusCode);
        answer.Dispose();
    }

    private static object Update(string item, string health) => new
    {
        plan = "town",
        deliverable = item,
        asAt = "2022-05-20T10:00:00Z",
        health,
        summary = "Fine",
        note = Note,
        reporter = new { name = Reporter, role = "Lead" },
    };

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    /// <summary>As a reader of the JSON sees it, and with addresses as they are.</summary>
    private static string Unescaped(string text) =>
        Uri.UnescapeDataString(Escape().Replace(text, e => ((char)Convert.ToInt32(e.Groups["code"].Value, 16)).ToString()));

    [GeneratedRegex(
        "TableEndpoint=http://127.0.0.1:(?<port>[0-9]+)/",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex TablePort();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+\.[\w.-]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"\\u(?<code>[0-9A-Fa-f]{4})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();

    [GeneratedRegex(
        "/api/(respond|confirm|unsubscribe)/[A-Za-z0-9_.~-]+",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(
        "/api/(respond|confirm|unsubscribe)/(?<token>[A-Za-z0-9_.~-]+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
