using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Tests.Plans.Commits;

public sealed class UpdateSizeTests
{
    private const int MostSent = PlanCommit.MaxBytes - PlanCommit.Reserved;

    [Theory]
    [InlineData(RowSize.MaxStored, 0, 0, 0, true)]
    [InlineData(0, RowSize.MaxStored, 0, 0, true)]
    [InlineData(RowSize.MaxStored + 1, 0, 0, 0, false)]
    [InlineData(0, RowSize.MaxStored + 1, 0, 0, false)]
    [InlineData(0, 0, MostSent - 5, 5, true)]
    [InlineData(0, 0, MostSent - 5, 6, false)]
    public void Takes_what_fits_into_a_row_and_into_a_transaction(
        int item, int history, int itemSent, int historySent, bool taken) =>
        Assert.Equal(
            taken, UpdateSize.Refusal(UpdateRulesTests.Report(), new(item, itemSent), new(history, historySent)) is null);

    [Theory]
    [InlineData("summary")]
    [InlineData("note")]
    [InlineData("risks")]
    [InlineData("next")]
    [InlineData("forecast")]
    [InlineData("measures")]
    [InlineData("evidence")]
    [InlineData("reporter")]
    public void Names_the_field_that_takes_the_most(string field)
    {
        var most = new string('m', 900);
        var few = new Update
        {
            Plan = "town",
            Deliverable = "d1",
            AsAt = default,
            Summary = "s",
            Note = "n",
            Risks = "r",
            Next = "x",
            Forecast = "f",
            Measures = [],
            Evidence = [],
            Reporter = new(null, null),
        };
        var update = field switch
        {
            "summary" => few with { Summary = most },
            "note" => few with { Note = most },
            "risks" => few with { Risks = most },
            "next" => few with { Next = most },
            "forecast" => few with { Forecast = most },
            "measures" => few with { Measures = [new() { Id = most }] },
            "evidence" => few with { Evidence = [most] },
            _ => few with { Reporter = new(most, null) },
        };

        var refusal = UpdateSize.Refusal(update, new(RowSize.MaxStored + 7, 0), default)!;

        Assert.Equal(($"/{field}", "too-large"), (refusal.Pointer, refusal.Code));
        Assert.Contains(
            $"{RowSize.MaxStored + 7} bytes in storage and at most {RowSize.MaxStored} fit", refusal.Detail,
            StringComparison.Ordinal);
        if (field == "summary")
            Assert.Contains("about 1804:", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_how_much_fits_into_a_transaction() => Assert.Contains(
        $"would take {MostSent + 1} bytes in storage and at most {MostSent} fit",
        UpdateSize.Refusal(UpdateRulesTests.Report(), new(0, MostSent), new(0, 1))!.Detail,
        StringComparison.Ordinal);

    [Fact]
    public void Counts_a_row_by_the_services_formula_and_at_its_most_in_json()
    {
        TableEntity row = new("pp", "rrr") { ["Text"] = "a\"é\\", ["Bytes"] = new byte[6], ["Number"] = 7 };

        var size = RowSize.Of(row);

        // Each property: 8 + 2 a letter of its name + its value; the key properties are counted with the row.
        var named = row.Keys.Sum(name => 8 + (2 * name.Length));
        var keys = row.Keys.Count(name => name is "PartitionKey" or "RowKey");
        Assert.Equal(4 + (2 * 5) + named + (keys == 2 ? 2 * 5 : 0) + 8 + 6 + 16, size.Stored);
        Assert.Equal(
            RowSize.Envelope + row.Keys.Sum(name => 40 + (2 * name.Length)) + (keys == 2 ? 5 : 0) + 15 + 9 + 40, size.Sent);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("plain ~", 7)]
    [InlineData("\\", 2)]
    [InlineData("\"", 6)]
    [InlineData("&'+<>`", 36)]
    [InlineData("é\u001f\u007f", 18)]
    public void Counts_what_the_strictest_writer_makes_of_a_text(string text, int bytes) =>
        Assert.Equal(bytes, RowSize.Escaped(text));
}
