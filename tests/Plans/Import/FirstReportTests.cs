using HubFunctions.Plans;

namespace HubFunctions.Tests.Plans.Import;

/// <summary>Status cells of a spreadsheet: the words that partners' updates may use, and some that only tables have.</summary>
public sealed class FirstReportTests
{
    [Theory]
    [InlineData("\U0001F7E2", null, Health.OnTrack)]
    [InlineData("RAG: green", null, Health.OnTrack)]
    [InlineData("Blue", Lifecycle.Complete, null)]
    [InlineData("Suspended until the lease is signed", Lifecycle.Paused, null)]
    [InlineData("Slipped to May", null, Health.OffTrack)]
    [InlineData("Overdue", null, Health.OffTrack)]
    [InlineData("Closed", Lifecycle.Complete, null)]
    public void A_status_cell_is_read_as_in_an_update(string status, Lifecycle? lifecycle, Health? health) =>
        Assert.Equal([new FirstReport("1", lifecycle, health, null, null)], Import(status).Reports);

    [Theory]
    [InlineData("Not yet started")]
    [InlineData("N/A")]
    [InlineData("No update")]
    [InlineData("To do")]
    public void A_status_that_says_nothing_yet_is_no_report(string status)
    {
        var import = Import(status);

        Assert.Empty(import.Reports);
        Assert.DoesNotContain("status", import.Warned(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sentence_that_begins_with_a_colour_is_no_status() =>
        Assert.Empty(Import("Blue badge scheme reviewed").Reports);

    private static ImportedPlan Import(string status) => ImportedSheet.Csv($"Ref,Deliverable,RAG\n1,Homes,{status}\n");
}
