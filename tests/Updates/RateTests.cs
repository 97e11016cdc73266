using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Updates;

public sealed class RateTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    [Fact]
    public async Task Tells_a_partner_that_sends_too_much_how_long_to_wait_and_leaves_others_alone()
    {
        var app = await hub.AnotherAsync(services =>
            services.AddSingleton(_ => new HubFunctions.Updates.PartnerRates(new HubFunctions.Updates.PartnerOptions(3))));
        var (busy, calm) = (await UpdatesHub.NewPartnerAsync(app), await UpdatesHub.NewPartnerAsync(app));

        // Nobody else can use up a partner's share.
        for (var i = 0; i < 5; i++)
            await busy.With(calm.Secret, calm.Token).SignedAsync(Sender.Update(), $"forged{i}");
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 4; i++)
            answers.Add(await busy.SignedAsync(Sender.Update("d1", $"2022-05-0{i + 1}"), $"m{i}"));

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests],
            answers.Select(a => a.StatusCode));
        Assert.InRange(answers[3].Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await calm.SignedAsync(Sender.Update("d2"), "m1")).StatusCode);
    }
}
