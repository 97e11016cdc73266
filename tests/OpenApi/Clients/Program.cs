// Posts an update with each client that was made from the hub's description, twice under one id; prints the outcomes.
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Kiota = Clients.Kiota.Models;
using NSwag = Clients.NSwag;

var (hub, partner, token) = (args[0], args[1], args[2]);
using var http = new HttpClient();
http.DefaultRequestHeaders.Authorization = new("Bearer", token);

var nswag = new NSwag.HubClient(http) { BaseUrl = hub };
var message = new NSwag.Message
{
    Timestamp = DateTimeOffset.UtcNow,
    Data =
    [
        new NSwag.Update
        {
            Plan = "town",
            Deliverable = "d1",
            AsAt = "2022-05-20T10:00:00Z",
            Health = "onTrack",
            Summary = "From NSwag",
        },
    ],
};
for (var time = 0; time < 2; time++)
{
    var answer = await nswag.PostUpdatesAsync(
        partner, null, "nswag-1", null, null, null, null, null, null, null, null, null,
        message);
    Console.WriteLine($"nswag {answer.Results.Single().Outcome}");
}

using var adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http) { BaseUrl = hub };
var kiota = new Clients.Kiota.HubClient(adapter);
var body = new Kiota.Message
{
    Timestamp = DateTimeOffset.UtcNow,
    Data =
    [
        new Kiota.Update
        {
            Plan = "town",
            Deliverable = "d2",
            AsAt = "2022-05-20T10:00:00Z",
            Health = "atRisk",
            Summary = "From Kiota",
        },
    ],
};
for (var time = 0; time < 2; time++)
{
    var answer = await kiota.Api.Partners[partner].Updates.PostAsync(body, call => call.Headers.Add("webhook-id", "kiota-1"));
    Console.WriteLine($"kiota {answer!.Results!.Single().Outcome}");
}

try
{
    await kiota.Api.Partners["nobody"].Updates.PostAsync(body);
}
catch (Kiota.Problem problem)
{
    Console.WriteLine($"kiota {problem.Status} {problem.Title}");
}
