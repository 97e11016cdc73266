using System.Net;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>Whatever goes wrong on a page is told by a page.</summary>
public sealed class PageErrorTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly FaultyStorage _storage = new();
    private HubApp _app = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite, services: _storage.Register);
        _visitor = await Visitor.SignedInAsync(_app);
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Theory]
    [InlineData("/office/plans/TOWN")]
    [InlineData("/office/plans/town/items/-1")]
    [InlineData("/office/plans/%20/import")]
    public async Task An_id_that_cannot_be_is_answered_by_a_page(string address) =>
        await ToldAsync(await _visitor.Client.GetAsync(address, Stop), HttpStatusCode.NotFound, "There is no such page");

    [Fact]
    public async Task A_form_that_is_too_large_is_answered_by_a_page_with_the_limit()
    {
        using var form = new ByteArrayContent(new byte[17 * 1024 * 1024]);
        form.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };
        await ToldAsync(
            await _visitor.Client.PostAsync("/office/import", form, Stop),
            HttpStatusCode.RequestEntityTooLarge,
            "This page takes at most 16 MB");
        using var small = new ByteArrayContent(new byte[20 * 1024]);
        small.Headers.ContentType = new("application/x-www-form-urlencoded");
        await ToldAsync(
            await _visitor.Client.PostAsync("/office/sign-in", small, Stop),
            HttpStatusCode.RequestEntityTooLarge,
            "This page takes at most 16 KB");
    }

    [Fact]
    public async Task Unavailable_storage_is_answered_by_a_page_that_says_when_to_come_again()
    {
        await _visitor.OpenAsync("/office");
        _storage.IsAway = true;
        using var answer = await _visitor.Client.GetAsync("/office", Stop);
        _storage.IsAway = false;

        Assert.NotNull(answer.Headers.RetryAfter);
        await ToldAsync(answer, HttpStatusCode.ServiceUnavailable, "The hub cannot do this now");
    }

    private static async Task ToldAsync(HttpResponseMessage answer, HttpStatusCode status, string text)
    {
        Assert.Equal((status, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var html = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains(text, html, StringComparison.Ordinal);
        Assert.Contains("<h1 class=\"govuk-heading-l\">", html, StringComparison.Ordinal);
        Assert.Contains(
            "form-action 'self'",
            string.Join("; ", answer.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal);
    }
}
