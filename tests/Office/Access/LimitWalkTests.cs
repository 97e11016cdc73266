using System.Net;
using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Tests.Hosting;
using HubFunctions.Updates;

namespace HubFunctions.Tests.Office.Access;

/// <summary>Every function of the table, called by somebody who is limited to one council: nothing of the other is told or
/// changed.</summary>
public sealed class LimitWalkTests(TwoCouncils hub) : IClassFixture<TwoCouncils>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What anyone may call tells what is public.</summary>
    private static IEnumerable<ExpectedFunction> Functions =>
        FunctionTable.All.Where(f => f.Access is ExpectedAccess.Page or ExpectedAccess.Office);

    public static TheoryData<string, bool> Reads => Of("GET");

    public static TheoryData<string, bool> Changes => Of("POST");

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Tells_nothing_of_another_council(string name, bool byOrganisation)
    {
        var session = await hub.LimitedAsync(byOrganisation ? new PlanReach([], ["town  COUNCIL"]) : null);
        foreach (var isOther in (bool[])[false, true])
        {
            foreach (var address in await AddressesAsync(name, isOther))
            {
                using var call = new HttpRequestMessage(HttpMethod.Get, address);
                using var answer = await SendAsync(call, session);

                Assert.InRange((int)answer.StatusCode, 200, 499);
                if (isOther && IsOfPlan(name))
                    Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.Unauthorized });
                await TellsNothingAsync(answer, address);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Changes_nothing_of_another_council(string name, bool byOrganisation)
    {
        var session = await hub.LimitedAsync(byOrganisation ? new PlanReach([], ["Town Council"]) : null);
        var before = await StateAsync();
        foreach (var address in await AddressesAsync(name, isOther: true))
        {
            var fields = new Dictionary<string, string>
            {
                [FormTokens.Field] = hub.App.Get<FormTokens>().Of(session, name),
                ["plan"] = TwoCouncils.Other,
                ["plans"] = TwoCouncils.Other,
                ["update-plan"] = TwoCouncils.Other,
                ["id"] = "a-new-one",
                ["do"] = "delete",
            };
            using var call = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
            using var answer = await SendAsync(call, session);

            Assert.InRange((int)answer.StatusCode, 400, 499);
            await TellsNothingAsync(answer, address);
        }

        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task The_walk_meets_what_it_must_not_tell()
    {
        var told = 0;
        foreach (var name in Reads.Select(r => r.Data.Item1).Distinct())
        {
            foreach (var address in await AddressesAsync(name, isOther: true))
            {
                using var answer = await hub.Admin.Client.GetAsync(address, Stop);
                var isTold = (await answer.Content.ReadAsStringAsync(Stop)).Contains("zebra", StringComparison.OrdinalIgnoreCase);
                told += answer.StatusCode == HttpStatusCode.OK && isTold ? 1 : 0;
            }
        }

        Assert.InRange(told, 30, 200);
    }

    private static bool IsOfPlan(string name) => RouteOf(name).Contains("{plan}", StringComparison.Ordinal)
        || RouteOf(name).Contains("{partner}", StringComparison.Ordinal);

    private static string RouteOf(string name) => FunctionTable.All.Single(f => f.Name == name).Route!;

    private static TheoryData<string, bool> Of(string method)
    {
        var cases = new TheoryData<string, bool>();
        // Who signs in or out tells nothing of plans.
        foreach (
            var function in Functions.Where(f =>
                f.Methods.Contains(method) && !f.Route!.Contains("sign-", StringComparison.Ordinal)))
        {
            cases.Add(function.Name, false);
            cases.Add(function.Name, true);
        }

        return cases;
    }

    /// <summary>The function's addresses with everything of one council that could stand in them.</summary>
    private async Task<IReadOnlyList<string>> AddressesAsync(string name, bool isOther)
    {
        var (plan, partner) = isOther ? (TwoCouncils.Other, "zebra-trust") : ("town", "town-trust");
        IReadOnlyList<string> ids = ["none"];
        if (RouteOf(name).Contains("refused/{id}", StringComparison.Ordinal))
            ids = await RefusedAsync(plan);
        else if (RouteOf(name).Contains("held/{id}", StringComparison.Ordinal))
            ids = [.. (await hub.App.Get<HubFunctions.Snapshots.HeldList>().ReadAsync(plan, Stop)).Found.Select(h => h.Id)];
        string Part(string part, string id) => part switch
        {
            "{plan}" => plan,
            "{partner}" => partner,
            "{item}" => "d1",
            "{owner}" => "jo",
            "{round}" or "{pack}" => TwoCouncils.Board,
            "{id}" => id,
            "{file}" => "pack.csv",
            _ => part.StartsWith('{') ? "none" : part,
        };
        var queries = RouteOf(name).Contains('{', StringComparison.Ordinal) ? "" : $"?plan={plan}&show=corrected&q=e";
        return [.. ids.Select(id => "/" + string.Join('/', RouteOf(name).Split('/').Select(p => Part(p, id)))).SelectMany(
            a => queries.Length == 0 ? [a] : (string[])[a, a + queries])];
    }

    private async Task<IReadOnlyList<string>> RefusedAsync(string plan)
    {
        var (entries, _) = await hub.App.Get<Quarantine>().ListAsync(null, null, 50, Stop);
        bool IsOther(QuarantineEntry entry) => entry.Plan == TwoCouncils.Other || entry.Partner == "zebra-trust";
        return [.. entries.Where(e => IsOther(e) == (plan == TwoCouncils.Other)).Select(e => e.Id)];
    }

    private static async Task TellsNothingAsync(HttpResponseMessage answer, string address)
    {
        var body = await answer.Content.ReadAsStringAsync(Stop);
        // What the caller has written in a query or a form comes back.
        if (address.Contains('?', StringComparison.Ordinal) || answer.RequestMessage!.Method == HttpMethod.Post)
            body = body.Replace(TwoCouncils.Other, "", StringComparison.Ordinal);
        var at = body.IndexOf("zebra", StringComparison.OrdinalIgnoreCase);
        Assert.True(at < 0, $"{address}: {body[Math.Max(0, at - 100)..Math.Min(body.Length, Math.Max(0, at) + 100)]}");
    }

    /// <summary>All that the other council has.</summary>
    private async Task<string> StateAsync()
    {
        var plan = await hub.App.Plans.FindAsync(TwoCouncils.Other, Stop);
        var partners = (await hub.App.Get<TablePartnerStore>().ListAsync(Stop)).Select(HubJson.Store);
        var refused = (await hub.App.Get<Quarantine>().ListAsync(null, null, 50, Stop)).Entries.Select(e => e.Id);
        return HubJson.Store(plan!.Header) + HubJson.Store(plan.Items) + string.Join(' ', partners.Concat(refused));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage call, Session session)
    {
        call.Headers.Add("Cookie", $"{SessionCookie.Name}={session.Id}");
        call.RequestUri = new Uri(hub.App.Anyone.BaseAddress!, call.RequestUri!);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        return await client.SendAsync(call, Stop);
    }
}
