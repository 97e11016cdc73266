using System.Net;
using System.Text;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>What the check shows and asks.</summary>
public sealed class ImportCheckTests(ImportTown town) : IClassFixture<ImportTown>, IAsyncLifetime
{
    private const string Five = ImportTown.Five;

    private HubApp _app = null!;
    private Visitor _visitor = null!;
    private Wizard _wizard = null!;
    private string _town = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_app, _visitor, _wizard) = (town.App, town.Visitor, new(town.Visitor));
        _town = await town.NewPlanAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Says_what_is_added_changed_moved_and_not_in_the_file()
    {
        await _wizard.ToCheckAsync(
            "Ref,Deliverable,By when\n9,Schools of art,\n3,Care,\n1,Homes,Spring 2023\n2,Roads and paths,\n4,Parks,\n", _town);

        Assert.Contains("1 item added, 1 changed, 1 moved", _wizard.Text, StringComparison.Ordinal);
        Assert.Contains("2 Roads and paths: title", _wizard.Text, StringComparison.Ordinal);
        Assert.Contains("Moved (1) 3 Care", _wizard.Text, StringComparison.Ordinal);
        Assert.Contains("Close the 1 item that is not in the file", _wizard.Text, StringComparison.Ordinal);
        await _wizard.ApplyAsync();
        Assert.Equal(["9", "3", "1", "2", "4", "5"], await town.ItemsAsync(_town));
    }

    [Theory]
    [InlineData("", "2022-05-24")]
    [InlineData("Town plan, adopted 1 October 2021\n", "2021-10-01")]
    [InlineData("Town plan, as at March 2022\n", "2022-03-01")]
    [InlineData("Town plan, to be updated March 2030\n", "2022-05-24")]
    public async Task Asks_for_the_day_on_which_a_new_plan_was_written(string above, string proposed)
    {
        var id = town.NewId();
        await _wizard.ToCheckAsync(
            Encoding.UTF8.GetBytes(above + "Ref,Deliverable,By when\n1,Homes,next spring\n"),
            "x.csv",
            fields: new() { ["id"] = id });
        Assert.Equal(proposed, _wizard.Page.GetElementById("referenceDate")!.GetAttribute("value"));

        await _wizard.SendAsync(new() { ["referenceDate"] = "2020-10-01" });
        Assert.Equal("2020-10-01", _wizard.Page.GetElementById("referenceDate")!.GetAttribute("value"));
        await _wizard.SendAsync(new() { ["referenceDate"] = "October" });
        Assert.Equal(HttpStatusCode.BadRequest, _wizard.Status);
        await _wizard.ApplyAsync(new() { ["referenceDate"] = "2020-10-01" });

        var plan = (await _app.Plans.FindAsync(id, Stop))!;
        Assert.Equal(new(2020, 10, 1), plan.Plan.ReferenceDate);
        Assert.Equal(2021, plan.Items[0].State.Reading.Due!.Value.Year);
        await _wizard.ToCheckAsync("Ref,Deliverable\n1,Homes\n", id);
        Assert.Null(_wizard.Page.GetElementById("referenceDate"));
    }

    [Fact]
    public async Task Closes_what_the_file_lacks_only_with_the_tick()
    {
        await _wizard.ToCheckAsync("Ref,Deliverable,By when\n1,Homes,Spring 2023\n2,Roads,\n3,Care,\n", _town);

        await _wizard.ApplyAsync(new() { ["remove"] = "yes" });

        Assert.Contains("0 items added, 0 changed, 0 moved, 2 closed", _wizard.Text, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3"], await town.ItemsAsync(_town));
    }

    [Theory]
    [InlineData("Ref,Deliverable\n1,Homes\n2,Roads\n", "3")]
    [InlineData("Ref,Deliverable\n", "5")]
    public async Task More_than_half_is_closed_only_when_its_number_is_entered(string csv, string number)
    {
        await _wizard.ToCheckAsync(csv, _town);

        await _wizard.ApplyAsync(new() { ["remove"] = "yes", ["confirmRemove"] = "1" });
        Assert.Equal(HttpStatusCode.BadRequest, _wizard.Status);
        Assert.NotNull(_wizard.Page.GetElementById("confirmRemove-error"));
        Assert.Equal(5, (await town.ItemsAsync(_town)).Count);

        await _wizard.ApplyAsync(new() { ["confirmRemove"] = number });
        Assert.Equal(
            (HttpStatusCode.OK, 5 - int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
            (_wizard.Status, (await town.ItemsAsync(_town)).Count));
    }

    [Fact]
    public async Task A_date_that_means_something_else_is_picked_or_typed()
    {
        await _wizard.ToCheckAsync("Ref,Deliverable,By when\n6,Baths,Summer 2023\n7,Trams,soon\n", _town);

        await _wizard.SendAsync(new() { ["pick"] = "6|31 August 2023", ["meaning-7"] = "end of 2024" });
        Assert.Contains(
            "“Summer 2023” is read as 31 August 2023, because you said “31 August 2023”", _wizard.Text, StringComparison.Ordinal);
        Assert.Equal(5, (await town.ItemsAsync(_town)).Count);
        await _wizard.ApplyAsync();

        var state = (await _app.Plans.FindItemAsync(_town, "7", Stop))!.Item;
        Assert.Equal(
            ("soon", "end of 2024", new DateOnly(2024, 12, 31)),
            (state.Definition.Timescale, state.State.Reading.Override?.Text, state.State.Reading.Due));
        Assert.Equal(new DateOnly(2023, 8, 31), (await _app.Plans.FindItemAsync(_town, "6", Stop))!.Item.State.Reading.Earliest);
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_and_loses_nothing()
    {
        await _wizard.ToCheckAsync("Ref,Deliverable,By when\n1,New homes,Spring 2023\n6,Baths,soon\n", _town);
        await town.EnterAsync(_town, Five.Replace("Homes", "Flats", StringComparison.Ordinal));

        await _wizard.ApplyAsync(new() { ["meaning-6"] = "May 2023", ["remove"] = "yes" });

        Assert.Equal(HttpStatusCode.Conflict, _wizard.Status);
        Assert.Contains("Somebody changed the plan", _wizard.Text, StringComparison.Ordinal);
        Assert.Equal("May 2023", _wizard.Page.GetElementById("meaning-6")!.GetAttribute("value"));
        Assert.NotNull(_wizard.Page.QuerySelector("#remove[checked]"));
        Assert.Equal("Flats", (await _app.Plans.FindItemAsync(_town, "1", Stop))!.Item.Definition.Title);
        await _wizard.ApplyAsync(new() { ["confirmRemove"] = "4" });
        Assert.Equal(["1", "6"], await town.ItemsAsync(_town));
    }

    [Fact]
    public async Task The_same_press_twice_is_one_import()
    {
        await _wizard.ToCheckAsync("Ref,Deliverable\n6,Baths\n", _town);
        var (step, fields) = (_wizard.Step, Visitor.Fields(_wizard.Page, _wizard.Step, new() { ["do"] = "apply" }));
        await _visitor.PostAsync(step, fields);
        var sequence = (await _app.Plans.FindHeaderAsync(_town, Stop))!.Sequence;

        var (status, page) = await _visitor.PostAsync(step, fields);

        Assert.Equal((HttpStatusCode.OK, "The spreadsheet is brought in"), (status, page.QuerySelector("h1")!.TextContent));
        Assert.Equal(sequence, (await _app.Plans.FindHeaderAsync(_town, Stop))!.Sequence);
    }

    [Fact]
    public async Task A_file_with_nothing_new_but_colours_gives_first_updates()
    {
        await _wizard.ToCheckAsync("Ref,Deliverable,RAG\n1,Homes,Red\n2,Roads,\n3,Care,\n4,Parks,\n5,Schools,Green\n", _town);

        await _wizard.ApplyAsync();

        Assert.Contains("0 items added, 0 changed, 0 moved, 0 closed, 2 first updates", _wizard.Text, StringComparison.Ordinal);
        Assert.Equal(Health.OffTrack, (await _app.Plans.FindItemAsync(_town, "1", Stop))!.Item.State.Health);
        await _wizard.ToCheckAsync(Five, _town);
        Assert.Contains("Nothing would change", _wizard.Text, StringComparison.Ordinal);
        await _wizard.ApplyAsync();
        Assert.Contains("nothing was changed", _wizard.Text, StringComparison.Ordinal);
    }
}
