using System.Net;
using System.Net.Http.Headers;
using HubFunctions.Hosting;
using HubFunctions.Plans;
using HubFunctions.Tests.Hosting;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HubFunctions.Tests.Office.Access;

/// <summary>Limits follow the person whom the tenant vouches for, at the pages and with a token.</summary>
public sealed class EntraLimitTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string ObjectId = "7c6b5a49-2222-4333-8444-555566667777";

    private readonly ShiftedClock _clock = new();
    private TestIssuer _issuer = null!;
    private HubApp _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        _app = await HubApp.StartAsync(
            azurite, _issuer.Settings, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock)));
        foreach (var plan in (string[])["town", "shire"])
            (await _app.Office.PutJsonAsync($"/api/plans/{plan}", UpdatesHub.Plan(plan, 1))).EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_person_is_limited_under_any_name_at_the_next_press_and_in_every_session()
    {
        using var first = await SignedInAsync("Olu Officer");
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/office/plans/shire")).Status);
        var person = Assert.Single(await _app.Get<TableOfficePeople>().ListAsync(Stop));
        Assert.Equal(("Olu Officer", Http.SessionRole.Editor), (person.Name, person.Role));

        await LimitAsync(person);
        using var second = await SignedInAsync("Olu Renamed");

        foreach (var visitor in (Visitor[])[first, second])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/office/plans/shire")).Status);
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/office/plans/town")).Status);
        }
    }

    [Fact]
    public async Task A_token_of_who_is_limited_calls_nothing_and_of_others_everything()
    {
        using var visitor = await SignedInAsync("Olu Officer");
        Assert.Equal(HttpStatusCode.OK, await CallAsync(ObjectId));
        await LimitAsync(Assert.Single(await _app.Get<TableOfficePeople>().ListAsync(Stop)));

        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(ObjectId));
        Assert.Equal(HttpStatusCode.OK, await CallAsync("11111111-2222-4333-8444-555566667777"));
        Assert.Equal(HttpStatusCode.OK, (await _app.Office.GetAsync("/api/plans/shire", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_row_that_is_lost_or_broken_shows_nothing()
    {
        using var visitor = await SignedInAsync("Olu Officer");
        var table = _app.Storage.Tables.GetTableClient(TableOfficePeople.TableName);
        var row = (await table.QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Stop).ToListAsync(Stop)).Single();
        row["Limit"] = "{";
        await table.UpsertEntityAsync(row, Azure.Data.Tables.TableUpdateMode.Replace, Stop);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/office/plans/town")).Status);

        await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Stop);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/office/plans/town")).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/office/plans")).Status);
    }

    private async Task LimitAsync(OfficePerson person) => Assert.True(await _app.Get<TableOfficePeople>().LimitAsync(
        person.Id, new PlanReach(["town"], []), person.Version, "office", Stop));

    private async Task<HttpStatusCode> CallAsync(string objectId)
    {
        using var call = new HttpRequestMessage(HttpMethod.Get, "/api/plans/shire");
        call.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", _issuer.Token(claims: new() { ["oid"] = objectId }));
        using var answer = await _app.Anyone.SendAsync(call, Stop);
        return answer.StatusCode;
    }

    private async Task<Visitor> SignedInAsync(string name)
    {
        _issuer.SignIns.IdToken = nonce => _issuer.Token(
            role: "Hub.Editor",
            claims: new() { ["azp"] = null, ["scp"] = null, ["nonce"] = nonce, ["name"] = name, ["oid"] = ObjectId });
        var visitor = new Visitor(_app, follows: false);
        // On a machine that is busy the tenant's document may be late: then it is asked for again after a while.
        if ((await visitor.GetAsync("/office/sign-in/entra")).Status == HttpStatusCode.ServiceUnavailable)
            _clock.Shift += EntraKeys.Pause;
        using var begun = await visitor.Client.GetAsync("/office/sign-in/entra", Stop);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var tenant = await browser.GetAsync(begun.Headers.Location, Stop);
        using var back = await visitor.Client.GetAsync(tenant.Headers.Location!.PathAndQuery, Stop);
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
        return visitor;
    }
}
