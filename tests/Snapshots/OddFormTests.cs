using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Anybody may send anything to the sign-up page.</summary>
public sealed class OddFormTests(AzuriteFixture azurite)
{
    private const string Urlencoded = "application/x-www-form-urlencoded";

    [Fact]
    public async Task A_form_that_cannot_be_read_gets_the_page_with_what_is_missing()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.PutAsync("plan", 1);
        await app.PublishAsync("plan");
        (string Type, string Body)[] odd =
        [
            (Urlencoded, $"{new string('k', 3_000)}=v"),
            (Urlencoded, string.Join('&', Enumerable.Range(0, 1_500).Select(n => "a"))),
            (Urlencoded, "%%%=%zz&email=%ff%fe"),
            ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\nx"),
            ("multipart/form-data; boundary=b", $"--b\r\n{new string('h', 3_900)}"),
            ("multipart/form-data", "--b--"),
            ($"multipart/form-data; boundary={new string('b', 200)}", "x"),
            (Urlencoded, ""),
        ];

        foreach (var (type, body) in odd)
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            using var answer = await app.Anyone.PostAsync("api/subscribe/plan", content, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(
                answer.StatusCode == HttpStatusCode.BadRequest,
                $"{(int)answer.StatusCode} for {type}: {body[..Math.Min(80, body.Length)]}");
            Assert.Contains("There is a problem", text, StringComparison.Ordinal);
        }
    }
}
