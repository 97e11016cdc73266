using System.Net;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office.Rounds;

/// <summary>An answer by telephone goes through the door of every answer, with who said it and who took it in the
/// history.</summary>
public sealed class PhoneAnswerTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Form = $"{RoundRig.Address}/items/1";

    private static readonly Dictionary<string, string> Answer = new()
    {
        ["status"] = "needs-help",
        ["said-by"] = "Ann Lee’s assistant",
        ["summary"] = "The path waits for <gravel>.",
        ["forecast"] = "March 2023",
    };

    private RoundRig _rig = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rig = await RoundRig.StartAsync(azurite);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Stores_it_as_an_update_and_the_history_says_who_said_it_and_who_took_it()
    {
        var (status, list) = await _rig.Visitor.SendAsync(await _rig.Visitor.OpenAsync(Form), Form, Answer);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("The answer is stored.", list.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1 of 2: 1 at risk; last 24 May 2022", RoundRig.Cells(list)[0][4]);
        var state = (await ItemAsync()).State;
        Assert.Equal((Health.AtRisk, "The path waits for <gravel>.", "ann"), (state.Health, state.Summary, state.Partner));
        Assert.Equal(new DateOnly(2023, 3, 31), state.Milestones.Single().Forecast!.Due);
        Assert.Contains(
            "reported: The path waits for <gravel>., said by Ann Lee’s assistant, telephone, taken by Ann Lee",
            (await _rig.Visitor.OpenAsync("/office/plans/town/items/1")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_answer()
    {
        var page = await _rig.Visitor.OpenAsync(Form);

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _rig.Visitor.SendAsync(page, Form, Answer)));
        var (late, _) = await _rig.Visitor.SendAsync(page, Form, Answer);

        Assert.All(answers.Select(a => a.Status).Append(late), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(2, (await ItemAsync()).Sequence);
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_and_loses_nothing()
    {
        var page = await _rig.Visitor.OpenAsync(Form);
        await _rig.ReportAsync("1");

        var (status, after) = await _rig.Visitor.SendAsync(page, Form, Answer);

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Somebody reported on this item or changed it", after.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("The path waits for <gravel>.", after.GetElementById("summary")!.TextContent);
        Assert.True(after.GetElementById("status-needs-help")!.HasAttribute("checked"));
        Assert.Equal(Health.OnTrack, (await ItemAsync()).State.Health);
        Assert.Equal(HttpStatusCode.OK, (await _rig.Visitor.SendAsync(after, Form)).Status);
        Assert.Equal(Health.AtRisk, (await ItemAsync()).State.Health);
    }

    [Theory]
    [InlineData("status", "", "status")]
    [InlineData("on", "2022-05-25", "on")]
    [InlineData("on", "yesterday", "on")]
    [InlineData("said-by", " ", "said-by")]
    public async Task Says_beside_the_field_what_is_wrong_and_stores_nothing(string field, string value, string at)
    {
        var (status, page) =
            await _rig.Visitor.SendAsync(await _rig.Visitor.OpenAsync(Form), Form, new(Answer) { [field] = value });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(page.GetElementById($"{at}-error"));
        Assert.Equal("March 2023", page.GetElementById("forecast")!.GetAttribute("value"));
        Assert.Equal(1, (await ItemAsync()).Sequence);
    }

    [Fact]
    public async Task A_call_of_an_earlier_day_than_what_stands_is_kept_in_the_history()
    {
        await _rig.ReportAsync("1");

        var (_, page) = await _rig.Visitor.SendAsync(await _rig.Visitor.OpenAsync(Form), Form,
            new(Answer) { ["on"] = "23/05/2022" });

        Assert.Contains("a newer report stands", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Health.OnTrack, (await ItemAsync()).State.Health);
        Assert.Equal(HistoryKind.LateUpdate, (await _rig.App.Plans.HistoryAsync("town", "1", null, 1, Stop))[0].Kind);
    }

    [Fact]
    public async Task A_private_detail_in_the_sentence_is_held_like_any_other()
    {
        await _rig.Visitor.SendAsync(await _rig.Visitor.OpenAsync(Form), Form,
            new(Answer) { ["summary"] = "Ring Jo on 07700 900123." });

        Assert.Contains("07700 900123", (await _rig.Visitor.OpenAsync("/office/held")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    private async Task<PlanItem> ItemAsync() => (await _rig.App.Plans.FindItemAsync("town", "1", Stop))!.Item;
}
