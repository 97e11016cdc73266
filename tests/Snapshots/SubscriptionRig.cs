using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Snapshots;

/// <summary>A plan with two themes, its readers, and the mails that they get.</summary>
internal sealed partial class SubscriptionRig(AzuriteFixture azurite) : IMailer
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ConcurrentQueue<OutgoingMail> Mails { get; } = [];

    public Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        Mails.Enqueue(mail);
        return Task.FromResult<MailResult>(new MailResult.Accepted());
    }

    public async Task SignUpAsync(HubApp app, string theme, string? when, string address = "resident@example.org")
    {
        using var answer = await PostAsync(app, theme, when, address);
        Assert.Equal(200, (int)answer.StatusCode);
        await app.Anyone.PostAsync(new Uri(Link().Match(Mails.Last().Text).Value).PathAndQuery, null, Stop);
    }

    public static Task<HttpResponseMessage> PostAsync(HubApp app, string theme, string? when, string address)
    {
        var fields = new Dictionary<string, string> { ["email"] = address, ["theme"] = theme };
        if (when is not null)
            fields["when"] = when;
        return app.Anyone.PostAsync("api/subscribe/plan", new FormUrlEncodedContent(fields), Stop);
    }

    public Task<HubApp> StartAsync(params string[] board) => StartAsync(board, themes: true, "h1", "c1");

    public async Task<HubApp> StartAsync(string[] board, bool themes, params string[] reports)
    {
        var app = await HubApp.StartAsync(azurite, services: services => services.AddSingleton<IMailer>(this));
        await PutAsync(app, themes, board);
        await app.PublishAsync("plan");
        var at = Views.At.AddDays(-1);
        foreach (var item in reports)
            await app.ReportAsync(new Update { Plan = "plan", Deliverable = item, AsAt = at, Health = Health.OnTrack });
        await app.PublishAsync("plan");
        return app;
    }

    public static async Task PutAsync(HubApp app, bool themes, params string[] board)
    {
        object[] leaves =
        [
            new { id = "h1", parent = themes ? "housing" : null, title = "Homes" },
            new { id = "c1", parent = themes ? "health" : null, title = "Clinics" },
        ];
        object[] headings = themes ? [new { id = "housing", title = "Housing" }, new { id = "health", title = "Health" }] : [];
        (await app.Office.PutJsonAsync("/api/plans/plan", new
        {
            id = "plan",
            title = "Plan",
            organisation = "Town Council",
            referenceDate = "2022-01-01",
            status = "adopted",
            calendar = new { board },
            items = headings.Concat(leaves),
        })).EnsureSuccessStatusCode();
    }

    [GeneratedRegex("https://[^ ]+/api/confirm/[^ \n]+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
