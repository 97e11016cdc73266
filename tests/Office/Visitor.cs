using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>Somebody at the pages without script: keeps cookies, follows links and sends forms as a browser does.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly CookieContainer _cookies = new();

    public Visitor(HubApp app, bool follows = true) =>
        Client = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = follows })
        {
            BaseAddress = app.Anyone.BaseAddress,
            Timeout = TimeSpan.FromMinutes(5),
        };

    public HttpClient Client { get; }

    public IReadOnlyList<Cookie> Cookies => [.. _cookies.GetAllCookies().Cast<Cookie>()];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Visitor> SignedInAsync(HubApp app, string name = "Ann Lee")
    {
        var visitor = new Visitor(app);
        var (status, _) = await visitor.SignInAsync(HubApp.AdminKey, name);
        Assert.Equal(HttpStatusCode.OK, status);
        return visitor;
    }

    public void Dispose() => Client.Dispose();

    public async Task<IHtmlDocument> OpenAsync(string address)
    {
        var (status, page) = await GetAsync(address);
        Assert.True(status == HttpStatusCode.OK, $"{address}: {status}: {page.Body?.TextContent}");
        return page;
    }

    public async Task<(HttpStatusCode Status, IHtmlDocument Page)> GetAsync(string address)
    {
        using var answer = await Client.GetAsync(address, Stop);
        return (answer.StatusCode, await ReadAsync(answer));
    }

    public Task<(HttpStatusCode Status, IHtmlDocument Page)> SignInAsync(string key, string name = "", string? from = null) =>
        PostAsync("/office/sign-in", new() { ["key"] = key, ["name"] = name, ["from"] = from ?? "" });

    /// <summary>Sends the one form that goes to an address, with its hidden fields.</summary>
    /// <param name="fields">Over what the form has.</param>
    public Task<(HttpStatusCode Status, IHtmlDocument Page)> SendAsync(
        IHtmlDocument page,
        string action,
        Dictionary<string, string>? fields = null) => PostAsync(action, Fields(page, action, fields));

    /// <param name="first">Of several forms to that address.</param>
    public static Dictionary<string, string> Fields(
        IHtmlDocument page,
        string action,
        Dictionary<string, string>? over = null,
        bool first = false)
    {
        var forms = page.Forms.Where(f => f.GetAttribute("action") == action).ToList();
        return FieldsOf(first ? forms[0] : Assert.Single(forms), over);
    }

    /// <summary>Of the form to an address that has this field, filled in.</summary>
    public static Dictionary<string, string> Fields(IHtmlDocument page, string action, string field, string value) =>
        FieldsOf(
            Assert.Single(page.Forms, f => f.GetAttribute("action") == action && f.QuerySelector($"[name={field}]") is not null),
            new() { [field] = value });

    /// <summary>Signed in already.</summary>
    public void Use(Session session) => _cookies.Add(Client.BaseAddress!, new Cookie(SessionCookie.Name, session.Id));

    private static Dictionary<string, string> FieldsOf(IHtmlFormElement form, Dictionary<string, string>? over)
    {
        var fields = form.QuerySelectorAll("input[name], textarea[name], select[name]")
            .Where(f => !f.HasAttribute("form"))
            .Where(Counts)
            .ToDictionary(
                f => f.GetAttribute("name")!,
                f =>
                    f is IHtmlTextAreaElement area ? area.Value
                    : f is IHtmlSelectElement select ? select.Value ?? ""
                    : f.GetAttribute("value") ?? "");
        foreach (var (name, value) in over ?? [])
            fields[name] = value;
        return fields;
    }

    public async Task<(HttpStatusCode Status, IHtmlDocument Page)> PostAsync(
        string address,
        Dictionary<string, string> fields,
        Action<HttpRequestMessage>? more = null)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
        more?.Invoke(call);
        using var answer = await Client.SendAsync(call, Stop);
        return (answer.StatusCode, await ReadAsync(answer));
    }

    /// <summary>Sends the one form that goes to an address, with a file in its field "file".</summary>
    public async Task<(HttpStatusCode Status, IHtmlDocument Page)> UploadAsync(
        IHtmlDocument page, string action, byte[] bytes, string name, Dictionary<string, string>? fields = null)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in Fields(page, action, fields).Where(f => f.Key != "file"))
            form.Add(new StringContent(value), field);
        form.Add(new ByteArrayContent(bytes), "file", name);
        using var answer = await Client.PostAsync(action, form, Stop);
        return (answer.StatusCode, await ReadAsync(answer));
    }

    private static bool Counts(IElement field) =>
        field is not IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false };

    private static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer) =>
        await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Stop), Stop);
}
