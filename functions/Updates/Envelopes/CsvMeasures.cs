using System.Text.RegularExpressions;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>The measures that a spreadsheet's columns may mean: those of the plans that it names, by id or by name.</summary>
internal sealed partial class CsvMeasures
{
    private readonly Dictionary<string, string> _any = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Plan, string Item, string Heading), string> _own = [];

    public CsvMeasures(IEnumerable<StoredPlan> plans)
    {
        foreach (var plan in plans)
        {
            foreach (var item in plan.Items)
            {
                foreach (var measure in item.Definition.Measures)
                {
                    Add(plan.Plan.Id, item.Id, measure.Name, measure.Id);
                    Add(plan.Plan.Id, item.Id, measure.Id, measure.Id);
                }
            }
        }
    }

    /// <summary>Whether a heading says by itself that it is one, as <c>measure: homes-built</c> does.</summary>
    public static bool IsNamed(string heading) => Prefix().IsMatch(heading);

    /// <summary>The id of the measure that a column holds for an item; null when it holds none.</summary>
    public string? Of(string heading, string plan, string item)
    {
        var named = Prefix().Replace(heading, "");
        foreach (var text in (string[])[named, Brackets().Replace(named, "")])
        {
            var plain = CsvColumns.Plain(text);
            if (plain.Length > 0 && (_own.TryGetValue((plan, item, plain), out var id) || _any.TryGetValue(plain, out id)))
                return id;
        }

        return IsNamed(heading) && Id.Slug(named) is { Length: > 0 } slug ? slug : null;
    }

    private void Add(string plan, string item, string heading, string id)
    {
        var plain = CsvColumns.Plain(heading);
        _own.TryAdd((plan, item, plain), id);
        _any.TryAdd(plain, id);
    }

    [GeneratedRegex(@"^measures?\s*[:./ -]\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\s*[(\[][^)\]]*[)\]]\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Brackets();
}
