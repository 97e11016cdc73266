using System.Text.Json;
using HubFunctions.Tests.Mail;
using Microsoft.AspNetCore.Http;

namespace HubFunctions.Tests.Soak;

/// <summary>SendGrid as it is on a bad day: throttles, fails before it takes a mail, and breaks off after it took one.</summary>
internal static class SoakMail
{
    /// <param name="isBad">Asked at every mail.</param>
    public static async Task<FakeProvider> StartAsync(SoakFacts facts, Func<bool> isBad)
    {
        var provider = await FakeProvider.StartAsync();
        var random = new Random(7);
        provider.Answer = async (_, http) =>
        {
            int fate;
            lock (random)
                fate = isBad() ? random.Next(6) : int.MaxValue;
            if (fate is 0 or 1)
            {
                http.Response.StatusCode = fate == 0 ? 429 : 503;
                http.Response.Headers.RetryAfter = "1";
                return;
            }

            facts.Mails.Enqueue(Taken(FakeProvider.Body(http)));
            if (fate == 2)
            {
                http.Abort();
                return;
            }

            http.Response.StatusCode = StatusCodes.Status202Accepted;
            await http.Response.CompleteAsync();
        };
        return provider;
    }

    private static TakenMail Taken(JsonElement mail) => new(
        mail.GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("email").GetString()!,
        mail.GetProperty("headers").GetProperty("Message-ID").GetString()!,
        string.Concat(mail.GetProperty("content").EnumerateArray().Select(c => c.GetProperty("value").GetString())));
}
