using System.Net;
using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Tests.Hosting;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>Every page of the office, read and sent by nobody, a partner, a reader and an editor.</summary>
public sealed class RoleTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static IReadOnlyList<ExpectedFunction> Pages =>
    [
        .. FunctionTable.All.Where(f => f.Access == ExpectedAccess.Page && f.Route!.StartsWith("office", StringComparison.Ordinal)
            && !f.Route.StartsWith("office/sign-", StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Reads => [.. Pages.Where(f => f.Methods.Contains("GET")).Select(f => f.Name)];

    public static TheoryData<string> Changes => [.. Pages.Where(f => f.Methods.Contains("POST")).Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Is_read_by_readers_and_editors_alone(string name)
    {
        foreach (var session in new[] { null, await PartnerAsync() })
        {
            var (status, to) = await GetAsync(name, session);
            Assert.Equal((HttpStatusCode.SeeOther, true), (status, to?.StartsWith("/office/sign-in", StringComparison.Ordinal)));
        }

        foreach (var role in (SessionRole[])[SessionRole.Reader, SessionRole.Editor])
        {
            var (status, to) = await GetAsync(name, await OfficeAsync(role));
            Assert.Contains(status, new[] { HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.SeeOther });
            Assert.DoesNotContain("sign-in", to ?? "", StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Is_changed_by_editors_alone_with_a_form_of_their_own(string name)
    {
        var (reader, editor) = (await OfficeAsync(SessionRole.Reader), await OfficeAsync(SessionRole.Editor));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(name, null, null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(name, await PartnerAsync(), null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(name, reader, reader));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(name, editor, null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(name, editor, reader));

        var taken = await PostAsync(name, editor, editor);

        Assert.NotEqual(HttpStatusCode.Forbidden, taken);
        Assert.InRange((int)taken, 200, 499);
    }

    private async Task<(HttpStatusCode Status, string? To)> GetAsync(string name, Session? session)
    {
        using var call = new HttpRequestMessage(HttpMethod.Get, AddressOf(name));
        using var answer = await SendAsync(call, session);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString);
    }

    /// <param name="from">Whose form it is.</param>
    private async Task<HttpStatusCode> PostAsync(string name, Session? session, Session? from)
    {
        var fields = new Dictionary<string, string>();
        if (from is not null)
            fields[FormTokens.Field] = hub.App.Get<FormTokens>().Of(from, name);
        using var call = new HttpRequestMessage(HttpMethod.Post, AddressOf(name)) { Content = new FormUrlEncodedContent(fields) };
        using var answer = await SendAsync(call, session);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage call, Session? session)
    {
        if (session is not null)
            call.Headers.Add("Cookie", $"{SessionCookie.Name}={session.Id}");
        call.RequestUri = new Uri(hub.App.Anyone.BaseAddress!, call.RequestUri!);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        return await client.SendAsync(call, Stop);
    }

    private static string AddressOf(string name) => "/" + string.Join('/', Pages.Single(f => f.Name == name).Route!.Split('/')
        .Select(part => part is "{plan}" ? "town" : part.StartsWith('{') ? "none" : part));

    private Task<Session> OfficeAsync(SessionRole role) =>
        hub.App.Get<TableSessions>().AddAsync(role, "Rita", null, HubApp.AdminKey, Stop);

    private async Task<Session> PartnerAsync()
    {
        var partner = await hub.NewPartnerAsync();
        return await hub.App.Get<TableSessions>().AddAsync(SessionRole.Partner, partner.Id, partner.Id, partner.Token, Stop);
    }
}
