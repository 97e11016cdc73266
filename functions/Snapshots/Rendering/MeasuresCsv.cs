using System.Globalization;
using System.Text;

namespace HubFunctions.Snapshots;

/// <summary><c>measures.csv</c> (RFC 4180, UTF-8 with a mark): one line a published value of a measure, oldest first; a measure
/// without any has one line without a value.</summary>
public static class MeasuresCsv
{
    /// <summary>Values kept of each measure.</summary>
    public const int MaxValues = ChangeLog.MaxPoints;

    public static byte[] Of(SnapshotView view)
    {
        var text = new StringBuilder("\uFEFFitem,measure,name,unit,target,at,value\r\n");
        foreach (var item in view.Now.Items)
        {
            foreach (var measure in item.Measures)
            {
                var points = view.Points(item.Id, measure.Id);
                if (points.Count == 0)
                    Line(text, item, measure, measure.AsAt, measure.Value);
                foreach (var point in points)
                    Line(text, item, measure, point.At, point.Value);
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Line(StringBuilder text, PublicItem item, PublicMeasure measure, DateTimeOffset? at, decimal? value) =>
        text.AppendJoin(
                ',',
                ItemsCsv.Cell(item.Id),
                ItemsCsv.Cell(measure.Id),
                ItemsCsv.Cell(measure.Name),
                ItemsCsv.Cell(measure.Unit),
                Number(measure.Target),
                at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "",
                Number(value))
            .Append("\r\n");

    /// <summary>A number is no formula, also below zero.</summary>
    private static string Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
