using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office.Partners;

/// <summary>Somebody of a partner at its page, without script.</summary>
internal static class PartnerVisitor
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Visitor> SignedInAsync(HubApp app, Sender partner)
    {
        var visitor = new Visitor(app);
        var (status, _) = await visitor.SignInAsync(partner);
        Assert.Equal(HttpStatusCode.OK, status);
        return visitor;
    }

    public static Task<(HttpStatusCode Status, IHtmlDocument Page)> SignInAsync(
        this Visitor visitor, Sender partner, string? token = null, string? from = null) =>
        visitor.PostAsync($"/partners/{partner.Id}/sign-in", new() { ["token"] = token ?? partner.Token, ["from"] = from ?? "" });

    public static Task<(HttpStatusCode Status, IHtmlDocument Page)> UploadAsync(
        this Visitor visitor, Sender partner, string csv) =>
        visitor.UploadAsync(partner, Encoding.UTF8.GetBytes(csv));

    public static async Task<(HttpStatusCode Status, IHtmlDocument Page)> UploadAsync(
        this Visitor visitor, Sender partner, params byte[][] files)
    {
        var page = await visitor.OpenAsync($"/partners/{partner.Id}");
        var token = Visitor.Fields(page, $"/partners/{partner.Id}/spreadsheet")[FormTokens.Field];
        using var form = new MultipartFormDataContent { { new StringContent(token), FormTokens.Field } };
        foreach (var file in files)
            form.Add(new ByteArrayContent(file), "file", "quarter.csv");
        using var answer = await visitor.Client.PostAsync($"/partners/{partner.Id}/spreadsheet", form, Stop);
        return (answer.StatusCode, await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Stop), Stop));
    }

    public static async Task<bool> IsInAsync(HubApp app, Sender partner, string id, string path = "")
    {
        using var answer = await OpenAsync(app, $"/partners/{partner.Id}{path}", id);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.SeeOther });
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public static async Task<HttpResponseMessage> OpenAsync(HubApp app, string address, string session)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = app.Anyone.BaseAddress };
        using var call = new HttpRequestMessage(HttpMethod.Get, address);
        call.Headers.Add("Cookie", $"{SessionCookie.Name}={session}");
        return await client.SendAsync(call, Stop);
    }

    public static string MainText(this IHtmlDocument page) =>
        string.Join(' ', page.QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
