using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HubFunctions.Hosting;
using HubFunctions.Mail;
using HubFunctions.Reminders;
using HubFunctions.Snapshots;
using HubFunctions.Snapshots.Subscribers;
using HubFunctions.Tests.Mail;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HubFunctions.Tests.Hosting;

/// <summary>The description of the calls says all and nothing else.</summary>
public sealed partial class OpenApiCallTests(AzuriteFixture azurite)
{
    private const string CallbackToken = "a-callback-token-for-tests";

    /// <summary>Calls that act without reading a body, or may do without one.</summary>
    private static readonly string[] WithoutBody =
    [
        "RotatePartner", "ReplayQuarantineEntry", "RunReminders", "StartReminders", "PublishNow", "HoldPlan",
        "ConfirmSubscription", "Unsubscribe",
    ];

    /// <summary>Pages of the hub's own, such as the office's, are no calls.</summary>
    private static IEnumerable<HttpFunction> Described =>
        FunctionMethods.Http.Where(f => f.Route.StartsWith("api/", StringComparison.Ordinal));

    [Fact]
    public async Task Every_call_has_words_a_described_answer_and_where_it_takes_one_a_body()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var paths = (await app.Anyone.GetJsonAsync("/api/openapi.json"))["paths"]!;
        foreach (var function in Described)
        {
            foreach (var method in function.Methods.Where(m => m != "HEAD"))
            {
                var call = paths[$"/{function.Route}"]![method.ToLowerInvariant()]!;
                var what = $"{method} {function.Name}: {call}";
                Assert.True(((string)call["summary"]!).Contains(' ', StringComparison.Ordinal), what);
                Assert.True(call["responses"]!.AsObject().Any(r => r.Key.StartsWith('2')), what);
                Assert.All(
                    call["responses"]!.AsObject(),
                    r => Assert.NotEqual("", (string?)(r.Value!["description"] ?? r.Value["$ref"])));
                Assert.Equal(
                    (what, method is "PUT" or "POST" or "PATCH" && !WithoutBody.Contains(function.Name)),
                    (what, (bool?)call["requestBody"]?["required"] == true));
                Assert.Equal(
                    (what, function.IsOffice),
                    (
                        what,
                        call["responses"]!["401"] is not null
                            && call["security"]!.AsArray() is [{ } only]
                            && only["office"] is not null));
            }
        }
    }

    [Fact]
    public async Task Real_answers_of_every_call_hold_against_its_description()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var mailer = new RecordingMailer();
        await using var app = await HubApp.StartAsync(
            azurite,
            new()
            {
                ["SendGrid__WebhookKey"] = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()),
                ["Notify__CallbackToken"] = CallbackToken,
            },
            services => services.Replace(ServiceDescriptor.Singleton<IMailer>(mailer)));
        var calls = await DescribedCalls.StartAsync(app);

        await PlansAsync(calls);
        await UpdatesAsync(calls);
        await PublishingAsync(calls, mailer);
        await HeldAsync(calls);
        await RemindersAsync(calls, mailer, key);
        await OperatingAsync(calls);

        var faults = await calls.FaultsAsync();
        Assert.True(faults == "[]", faults);
        var all = Described.SelectMany(f => f.Methods.Where(m => m != "HEAD").Select(m => $"{f.Name} {m}"));
        Assert.Empty(all.Except(calls.Succeeded));
    }

    private static async Task PlansAsync(DescribedCalls calls)
    {
        var plan = JsonNode.Parse("""
            { "id": "town", "title": "Town plan", "organisation": "A council", "status": "adopted", "referenceDate": "2021-10-01", "reviewEvery": "P3M",
              "owners": [{ "id": "khan", "name": "Councillor Khan", "email": "khan@council.example" }],
              "items": [{ "id": "1", "title": "Extra-care homes", "owner": "khan", "partners": ["fire"], "timescale": "31 May 2022", "measures": [{ "id": "m", "name": "Homes", "unit": "homes", "target": 50 }] },
                        { "id": "2", "title": "Ongoing support", "timescale": "ongoing" },
                        { "id": "3", "title": "Health checks", "owner": "khan", "timescale": "31 May 2022" }] }
            """)!;
        await calls.SendAsync("PutPlan", HttpMethod.Put, "/api/plans/town?dryRun=true", JsonContent.Create(plan));
        await calls.SendAsync("PutPlan", HttpMethod.Put, "/api/plans/town", JsonContent.Create(plan));
        await calls.SendAsync("PutPlan", HttpMethod.Put, "/api/plans/town", JsonContent.Create(plan));
        await calls.SendAsync("PutPlan", HttpMethod.Put, "/api/plans/town", JsonContent.Create(new { id = "city" }));
        await calls.SendAsync("PutPlan", HttpMethod.Put, "/api/plans/town", new StringContent("words"));
        await calls.SendAsync(
            "ImportPlan",
            HttpMethod.Post,
            "/api/plans/village/import",
            new StringContent("id,title,timescale\n1,Playground,spring 2023\n", Encoding.UTF8, "text/csv"));
        await calls.SendAsync(
            "ImportPlan",
            HttpMethod.Post,
            "/api/plans/village/import",
            new StringContent("no,headings\n", Encoding.UTF8, "text/csv"));
        await calls.SendAsync(
            "ImportPlan",
            HttpMethod.Post,
            "/api/plans/village/import?remove=true",
            new StringContent("id,title\n", Encoding.UTF8, "text/csv"));
        await calls.SendAsync("StartReminders", HttpMethod.Post, "/api/plans/village/reminders/start?dryRun=true");
        await calls.SendAsync("StartReminders", HttpMethod.Post, "/api/plans/village/reminders/start");
        await calls.SendAsync("ExportPlan", HttpMethod.Get, "/api/plans/village/export");
        await calls.SendAsync("ExportPlan", HttpMethod.Get, "/api/plans/village/export?format=pdf");
        await calls.SendAsync("ExportPlan", HttpMethod.Get, "/api/plans/nowhere/export");
        await calls.SendAsync("StartReminders", HttpMethod.Post, "/api/plans/nowhere/reminders/start");
        await calls.SendAsync("GetPlans", HttpMethod.Get, "/api/plans");
        await calls.SendAsync("GetPlan", HttpMethod.Get, "/api/plans/town");
        await calls.SendAsync("GetPlan", HttpMethod.Get, "/api/plans/nowhere");
        await calls.SendAsync("GetItem", HttpMethod.Get, "/api/plans/town/items/nothing");
        await calls.SendAsync(
            "PatchItem",
            HttpMethod.Patch,
            "/api/plans/town/items/1",
            JsonContent.Create(new { published = true }));
        await calls.SendAsync(
            "PatchItem",
            HttpMethod.Patch,
            "/api/plans/town/items/1",
            JsonContent.Create(new { published = true }),
            r => r.Headers.IfMatch.Add(new("\"old\"")));
        await calls.SendAsync(
            "PatchItem",
            HttpMethod.Patch,
            "/api/plans/town/items/1",
            JsonContent.Create(new { approved = new { none = "2022-06-30" }, reason = "Weather" }),
            r => r.Headers.IfMatch.Add(EntityTagHeaderValue.Any));
        await calls.SendAsync(
            "PatchItem",
            HttpMethod.Patch,
            "/api/plans/town/items/1",
            JsonContent.Create(new { approved = new { complete = "2022-06-01" }, reason = "Weather" }),
            r => r.Headers.IfMatch.Add(EntityTagHeaderValue.Any));
        await calls.SendAsync(
            "GetTimescale",
            HttpMethod.Get,
            "/api/timescales?text=by+spring+2023,+then+ongoing&reference=2022-05-24");
        await calls.SendAsync("GetTimescale", HttpMethod.Get, "/api/timescales?text=soon&reference=tomorrow");
    }

    private static async Task UpdatesAsync(DescribedCalls calls)
    {
        await calls.SendAsync("PutPartner", HttpMethod.Put, "/api/partners/fire", JsonContent.Create(new { name = 1 }));
        var partner = JsonContent.Create(
            new
            {
                name = "Fire",
                plans = new[] { "town" },
                statusWords = new { amber = new { health = "atRisk" } },
            });
        await calls.SendAsync("PutPartner", HttpMethod.Put, "/api/partners/fire", partner);
        await calls.SendAsync(
            "PutPartner",
            HttpMethod.Put,
            "/api/partners/fire",
            JsonContent.Create(new { name = "Fire", plans = new[] { "town" } }));
        var rotated = await (await calls.SendAsync("RotatePartner", HttpMethod.Post, "/api/partners/fire/rotate")).JsonAsync();
        await calls.SendAsync("RotatePartner", HttpMethod.Post, "/api/partners/nobody/rotate");
        void Partner(HttpRequestMessage request) => request.Headers.Authorization = new("Bearer", (string?)rotated["token"]);
        await calls.SendAsync(
            "PostUpdates",
            HttpMethod.Options,
            "/api/partners/fire/updates",
            null,
            r => r.Headers.Add("WebHook-Request-Origin", "fire.example"));
        var good =
            """{ "plan": "town", "deliverable": "1", "asAt": "2022-05-20T10:00:00Z", "health": "onTrack", "measures": [{ "id": "m", "value": 12 }], "summary": "Fine", "note": "internal" }""";
        var bad = """{ "plan": "town", "deliverable": "2", "asAt": "2022-05-20T10:00:00Z", "health": "puce" }""";
        await calls.SendAsync(
            "PostUpdates",
            HttpMethod.Post,
            "/api/partners/fire/updates?dryRun=true",
            Message($"[{good}]"),
            Partner);
        var receipt = (string?)
            (await (await calls.SendAsync("PostUpdates", HttpMethod.Post, "/api/partners/fire/updates", Message(good),
                Partner)).JsonAsync())["receipt"];
        await calls.SendAsync(
            "PostUpdates",
            HttpMethod.Post,
            "/api/partners/fire/updates",
            Message($"[{good.Replace("20T", "21T", StringComparison.Ordinal)}, {bad}]"),
            Partner);
        await calls.SendAsync("PostUpdates", HttpMethod.Post, "/api/partners/fire/updates", Message(bad), Partner);
        await calls.SendAsync("PostUpdates", HttpMethod.Post, "/api/partners/fire/updates", new StringContent("words"), Partner);
        await calls.SendAsync("PostUpdates", HttpMethod.Post, "/api/partners/fire/updates", Message(good));
        await calls.SendAsync("GetReceipt", HttpMethod.Get, $"/api/partners/fire/receipts/{receipt}", null, Partner);
        await calls.SendAsync("GetReceipt", HttpMethod.Get, "/api/partners/fire/receipts/none", null, Partner);
        await calls.SendAsync("ListPartnerUpdates", HttpMethod.Get, "/api/partners/fire/updates", null, Partner);
        await calls.SendAsync("GetPartner", HttpMethod.Get, "/api/partners/fire", null, Partner);
        await calls.SendAsync("GetPartner", HttpMethod.Get, "/api/partners/nobody");
        await calls.SendAsync("ListPartners", HttpMethod.Get, "/api/partners");
        await calls.SendAsync("GetPartnerQuarantine", HttpMethod.Get, "/api/partners/fire/quarantine", null, Partner);
        await calls.SendAsync("GetPartnerQuarantine", HttpMethod.Get, "/api/partners/fire/quarantine");
        await calls.SendAsync("GetQuarantine", HttpMethod.Get, "/api/quarantine?after=nowhere");
        var entries = (await (await calls.SendAsync("GetQuarantine", HttpMethod.Get,
            "/api/quarantine?partner=fire")).JsonAsync())["entries"]!
            .AsArray()
            .Select(e => (string)e!["id"]!)
            .ToList();
        await calls.SendAsync("GetQuarantineEntry", HttpMethod.Get, $"/api/quarantine/{entries[0]}");
        await calls.SendAsync("GetQuarantineEntry", HttpMethod.Get, "/api/quarantine/none");
        await calls.SendAsync("ReplayQuarantineEntry", HttpMethod.Post, $"/api/quarantine/{entries[0]}/replay");
        await calls.SendAsync(
            "PutPartner",
            HttpMethod.Put,
            "/api/partners/fire",
            JsonContent.Create(
                new
                {
                    name = "Fire",
                    plans = new[] { "town" },
                    statusWords = new { puce = new { health = "atRisk" } },
                }));
        foreach (var entry in entries.Take(1))
            await calls.SendAsync("ReplayQuarantineEntry", HttpMethod.Post, $"/api/quarantine/{entry}/replay");
        await calls.SendAsync("DeleteQuarantineEntry", HttpMethod.Delete, $"/api/quarantine/{entries[^1]}");
        await calls.SendAsync("DeleteQuarantineEntry", HttpMethod.Delete, $"/api/quarantine/{entries[^1]}");
        await calls.SendAsync("GetItem", HttpMethod.Get, "/api/plans/town/items/1");
    }

    private static async Task HeldAsync(DescribedCalls calls)
    {
        var plan = new
        {
            id = "croft",
            title = "Croft",
            referenceDate = "2021-10-01",
            items = new[] { new { id = "1", title = "Ring 07700 900123" } },
        };
        await calls.SendAsync("PutPlan", HttpMethod.Put, "/api/plans/croft", JsonContent.Create(plan));
        await calls.SendAsync("GetHeld", HttpMethod.Get, "/api/held?plan=No plan");
        var held = (await (await calls.SendAsync("GetHeld", HttpMethod.Get, "/api/held?plan=croft")).JsonAsync())["held"]![0]!;
        foreach (
            var (call, decision, body) in (IEnumerable<(string, string, object)>)
                [
                    ("ReleaseHeld", "release", new { reason = "A public line." }),
                    ("RedactHeld", "redact", new { text = "Ring us" }),
                    ("ReturnHeld", "return", new { message = "Leave it out." }),
                ])
        {
            await calls.SendAsync(call, HttpMethod.Post, $"/api/held/{held["id"]}/{decision}", JsonContent.Create(body));
            await calls.SendAsync(call, HttpMethod.Post, $"/api/held/none/{decision}", JsonContent.Create(body));
            await calls.SendAsync(call, HttpMethod.Post, $"/api/held/{held["id"]}/{decision}", JsonContent.Create(new { }));
            await calls.SendAsync(call, HttpMethod.Post, $"/api/held/{held["id"]}/{decision}", new StringContent("words"));
        }
    }

    private static async Task PublishingAsync(DescribedCalls calls, RecordingMailer mailer)
    {
        await calls.SendAsync("PublishNow", HttpMethod.Post, "/api/snapshots");
        await calls.SendAsync("PublishNow", HttpMethod.Post, "/api/snapshots?plan=nowhere");
        var page = Uri.EscapeDataString(new Uri(calls.App.Get<SnapshotAddress>().Base, "town/index.html").AbsoluteUri);
        await calls.SendAsync("GetOEmbed", HttpMethod.Get, $"/api/oembed?url={page}&format=json&maxwidth=400");
        await calls.SendAsync("GetOEmbed", HttpMethod.Get, $"/api/oembed?url={page}&format=xml");
        await calls.SendAsync("GetOEmbed", HttpMethod.Get, "/api/oembed?url=https%3A%2F%2Fexample.org%2F");
        await calls.SendAsync("GetOEmbed", HttpMethod.Get, "/api/oembed?maxwidth=wide");
        await calls.SendAsync("RebuildSnapshot", HttpMethod.Get, "/api/plans/town/snapshots/1");
        await calls.SendAsync("RebuildSnapshot", HttpMethod.Get, "/api/plans/town/snapshots/99");
        await calls.SendAsync("HoldPlan", HttpMethod.Post, "/api/plans/town/hold?reason=Election");
        await calls.SendAsync("HoldPlan", HttpMethod.Post, "/api/plans/nowhere/hold");
        await calls.SendAsync("ReleasePlan", HttpMethod.Delete, "/api/plans/town/hold");
        var wanted = new { field = "summary", text = "Nobody said this", reason = "A person asked for it." };
        await calls.SendAsync("ErasePublishedText", HttpMethod.Post, "/api/plans/town/erasures", JsonContent.Create(wanted));
        await calls.SendAsync("ErasePublishedText", HttpMethod.Post, "/api/plans/nowhere/erasures", JsonContent.Create(wanted));
        await calls.SendAsync(
            "ErasePublishedText",
            HttpMethod.Post,
            "/api/plans/town/erasures",
            JsonContent.Create(wanted with { field = "colour" }));
        await PageAsync("Subscribe", "/api/subscribe/town", Form("email", "resident@example.org"));
        await calls.SendAsync("Subscribe", HttpMethod.Post, "/api/subscribe/town", Form("email", "nobody"));
        await calls.SendAsync("Subscribe", HttpMethod.Get, "/api/subscribe/nowhere");
        var confirm = Link().Match(mailer.Sent[^1].Text).Value;
        await PageAsync("ConfirmSubscription", confirm, Form("x", "y"));
        await calls.SendAsync("ConfirmSubscription", HttpMethod.Get, "/api/confirm/none");
        await PageAsync(
            "Unsubscribe",
            "/api/unsubscribe/"
                + calls
                    .App.Get<SubscriberTokens>()
                    .Make(SubscriberLink.Unsubscribe, "town", TableSubscribers.IdOf("resident@example.org")),
            Form("List-Unsubscribe", "One-Click"));
        await calls.SendAsync("Unsubscribe", HttpMethod.Post, "/api/unsubscribe/none");

        async Task PageAsync(string function, string url, HttpContent form)
        {
            await calls.SendAsync(function, HttpMethod.Get, url);
            await calls.SendAsync(function, HttpMethod.Post, url, form);
        }
    }

    private static async Task RemindersAsync(DescribedCalls calls, RecordingMailer mailer, ECDsa key)
    {
        await calls.SendAsync("RunReminders", HttpMethod.Post, "/api/reminders?dryRun=true&asOf=2022-05-24T10:00:00Z");
        await calls.SendAsync("RunReminders", HttpMethod.Post, "/api/reminders?asOf=noon");
        await calls.SendAsync("RunReminders", HttpMethod.Post, "/api/reminders");
        var link = Link().Match(mailer.Sent.Last(m => m.To == "khan@council.example").Text).Value;
        await calls.SendAsync("Respond", HttpMethod.Get, link);
        await calls.SendAsync("Respond", HttpMethod.Post, link, Form("step", "send"));
        await calls.SendAsync("Respond", HttpMethod.Post, link, Form(ReplyForm.Name("answer", 0), "on-track"));
        await calls.SendAsync("Respond", HttpMethod.Post, link, JsonContent.Create(new { step = "send" }));
        await calls.SendAsync("Respond", HttpMethod.Get, "/api/respond/none");
        await calls.SendAsync("PostMailEvents", HttpMethod.Post, "/api/mail/events", JsonContent.Create(Array.Empty<int>()));
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var events = Encoding.UTF8.GetBytes(
            $$"""[{ "email": "khan@council.example", "event": "bounce", "timestamp": {{now}} }]""");
        await calls.SendAsync("PostMailEvents", HttpMethod.Post, "/api/mail/events", new ByteArrayContent(events), request =>
        {
            request.Headers.Add("X-Twilio-Email-Event-Webhook-Timestamp", $"{now}");
            var signature = key.SignData(
                [.. Encoding.ASCII.GetBytes($"{now}"), .. events],
                HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence);
            request.Headers.Add("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(signature));
        });
        static JsonContent Report() => JsonContent.Create(new { to = "khan@council.example", status = "permanent-failure" });
        await calls.SendAsync("PostNotifyEvents", HttpMethod.Post, "/api/mail/events/notify", Report());
        await calls.SendAsync(
            "PostNotifyEvents",
            HttpMethod.Post,
            "/api/mail/events/notify",
            Report(),
            r => r.Headers.Authorization = new("Bearer", CallbackToken));
        await calls.SendAsync("GetReminders", HttpMethod.Get, "/api/reminders");
        await calls.SendAsync("ReachOwnerAgain", HttpMethod.Delete, "/api/reminders/unreachable/town/khan");
        await calls.SendAsync("ReachOwnerAgain", HttpMethod.Delete, "/api/reminders/unreachable/town/khan");
    }

    private static async Task OperatingAsync(DescribedCalls calls)
    {
        await calls.SendAsync("GetOpenApi", HttpMethod.Get, "/api/openapi.json");
        await calls.SendAsync("GetConnector", HttpMethod.Get, "/api/connector.json");
        await calls.SendAsync("GetDocs", HttpMethod.Get, "/api/docs");
        await calls.SendAsync("GetDocsScript", HttpMethod.Get, "/api/docs/docs.js");
        await calls.SendAsync("GetDocsScript", HttpMethod.Get, "/api/docs/none.js");
        await calls.SendAsync("GetSchema", HttpMethod.Get, "/api/schemas/update.json");
        await calls.SendAsync("GetSchema", HttpMethod.Get, "/api/schemas/none.json");
        await calls.SendAsync("GetLiveness", HttpMethod.Get, "/api/health/live");
        await calls.SendAsync("GetReadiness", HttpMethod.Get, "/api/health/ready");
        var backup = await (await calls.SendAsync("BackUpPlan", HttpMethod.Get,
            "/api/plans/village/backup")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await calls.SendAsync("BackUpPlan", HttpMethod.Get, "/api/plans/nowhere/backup");
        await calls.SendAsync("RestorePlan", HttpMethod.Put, "/api/plans/village/restore", Json(backup));
        await calls.SendAsync("RestorePlan", HttpMethod.Put, "/api/plans/hamlet/restore", Json(backup));
        await calls.SendAsync(
            "RestorePlan",
            HttpMethod.Put,
            "/api/plans/hamlet/restore",
            Json(backup.Replace("village", "hamlet", StringComparison.Ordinal)));
    }

    private static StringContent Message(string data) =>
        Json($$"""{ "type": "deliverable.updated", "timestamp": "2022-05-24T07:00:00Z", "data": {{data}} }""");

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static FormUrlEncodedContent Form(string name, string value) => new([new(name, value)]);

    [GeneratedRegex("/api/(respond|confirm)/[A-Za-z0-9_.~-]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
