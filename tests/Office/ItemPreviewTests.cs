using System.Net;
using AngleSharp.Html.Dom;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>On an item's page a change is looked at before it is stored, and put back by another one.</summary>
public sealed class ItemPreviewTests(AzuriteFixture azurite) : TownPages(azurite)
{
    private const string Address = "/office/plans/town/items/d1";

    [Fact]
    public async Task Shows_how_words_are_read_who_is_told_and_what_the_public_sees_and_stores_nothing()
    {
        var page = await ChangeAsync(new() { ["meaning"] = "Spring 2023", ["owner"] = "jo", ["do"] = "preview" });

        var preview = page.GetElementById("preview-d1")!.TextContent;
        const string before = "1 January 2022 to 31 December 2022";
        Assert.Contains($"Read as: {before} → 1 March 2023 to 31 May 2023", preview, StringComparison.Ordinal);
        Assert.Contains("Owner: Lead → Jo Day", preview, StringComparison.Ordinal);
        Assert.Contains("Told: Jo Day is told, next on ", preview, StringComparison.Ordinal);
        Assert.Contains($"moved from “{before}” to “1 March 2023 to 31 May 2023”", preview, StringComparison.Ordinal);
        Assert.Equal("Spring 2023", page.GetElementById("meaning")!.GetAttribute("value"));
        Assert.Equal(1, (await ItemAsync()).Sequence);

        await Editor.SendAsync(page, Address);
        await HasAsync("jo", "Spring 2023");
    }

    [Fact]
    public async Task Each_change_is_put_back_by_a_new_entry_and_the_same_press_twice_is_one()
    {
        await ChangeAsync(new() { ["meaning"] = "June 2023" });
        await ChangeAsync(new() { ["owner"] = "jo" });
        await ChangeAsync(new() { ["approved-complete"] = "2023-09-30", ["reason"] = "Ill" });
        Assert.Equal(3, Undos(await Editor.OpenAsync(Address)).Count);

        await UndoAsync("3");
        await HasAsync("lead", "June 2023");
        await UndoAsync("4");
        Assert.Equal(new DateOnly(2023, 6, 30), Standings.Due(await ItemAsync()));
        var open = await Editor.OpenAsync(Address);
        await UndoAsync("2", open);
        var (status, _) = await UndoAsync("2", open);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Null((await ItemAsync()).State.Reading.Override);
        var history = await App.Plans.HistoryAsync("town", "d1", null, 20, Stop);
        Assert.Equal(7, history.Count);
        Assert.StartsWith("Changed back what office: Ann Lee did on 24 May 2022", history[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_changed_again_since_cannot_be_put_back_and_says_so()
    {
        await ChangeAsync(new() { ["owner"] = "jo" });
        var open = await Editor.OpenAsync(Address);
        await ChangeAsync(new() { ["owner"] = "" });

        var (status, page) = await UndoAsync("2", open);

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("This cannot be changed back any more", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await ItemAsync()).Definition.Owner);
    }

    private static List<IHtmlFormElement> Undos(IHtmlDocument page) =>
        [.. page.Forms.Where(f => f.GetAttribute("action") == $"{Address}/undo")];

    private async Task HasAsync(string owner, string meaning)
    {
        var item = await ItemAsync();
        Assert.Equal((owner, meaning), (item.Definition.Owner, item.State.Reading.Override!.Text));
    }

    private async Task<IHtmlDocument> ChangeAsync(Dictionary<string, string> fields)
    {
        var (status, page) = await Editor.SendAsync(await Editor.OpenAsync(Address), Address, fields);
        Assert.Equal(HttpStatusCode.OK, status);
        return page;
    }

    private async Task<(HttpStatusCode Status, IHtmlDocument Page)> UndoAsync(string entry, IHtmlDocument? open = null)
    {
        open ??= await Editor.OpenAsync(Address);
        var form = Undos(open).Single(f => f.QuerySelector("[name=sequence]")!.GetAttribute("value") == entry);
        var fields = form.QuerySelectorAll("input[name]")
            .ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        return await Editor.PostAsync($"{Address}/undo", fields);
    }

    private async Task<PlanItem> ItemAsync() => (await App.Plans.FindItemAsync("town", "d1", Stop))!.Item;
}
