using System.Text.Json;
using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Timescales;

/// <summary>The kind of a timescale: snake_case in answers, camelCase in rows, which earlier versions read and wrote.</summary>
public sealed class KindOnTheWireTests
{
    private static readonly Reading _reading = new(TimescaleKind.QuarterFinancial, null, null, Confidence.High, []);

    [Fact]
    public void Answers_name_every_kind_in_snake_case()
    {
        foreach (var kind in Enum.GetValues<TimescaleKind>())
        {
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

            Assert.Equal($"\"{name}\"", JsonSerializer.Serialize(kind, HubJson.Options));
            Assert.Equal($"\"{name}\"", JsonSerializer.Serialize(kind, HubJson.Answers));
        }

        Assert.Contains("\"kind\":\"quarter_financial\"", JsonSerializer.Serialize(_reading, HubJson.Options),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_keep_camelCase_and_old_rows_read_back()
    {
        foreach (var kind in Enum.GetValues<TimescaleKind>())
        {
            var row = HubJson.Store(_reading with { Kind = kind });

            Assert.Contains($"\"kind\":\"{JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())}\"", row,
                StringComparison.Ordinal);
            Assert.Equal(kind, HubJson.Read<Reading>(row).Kind);
        }
    }
}
