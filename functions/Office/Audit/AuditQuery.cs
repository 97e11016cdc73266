using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>What of the audit somebody asks for. Pure.</summary>
/// <param name="Plan">Id of a plan; empty for all.</param>
/// <param name="From">First day, London.</param>
/// <param name="Until">Last day.</param>
/// <param name="Number">Of the page, from 1.</param>
public sealed record AuditQuery(string Plan, DateOnly From, DateOnly Until, int Number, IReadOnlyList<FieldError> Errors)
{
    private const int Usual = 30;

    /// <summary>The last month where nothing is said.</summary>
    public static AuditQuery Of(IQueryCollection query, DateOnly today)
    {
        var errors = new List<FieldError>();
        var until = Date(query, "until", today, errors);
        var from = Date(query, "from", until.PlusDays(-Usual), errors);
        if (errors.Count == 0 && until < from)
            errors.Add(new("until", "before-start", "The last day comes before the first: give the same day or a later one"));
        var number = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            ? Math.Clamp(page, 1, 1_000) : 1;
        return new(query["plan"].ToString(), from, until, number, errors);
    }

    public DateTimeOffset Begin => LondonTime.At(From, TimeOnly.MinValue);

    public DateTimeOffset End => LondonTime.At(Until.PlusDays(1), TimeOnly.MinValue);

    /// <summary>Of the same, as a page or as a file.</summary>
    public string Address(string path, int number = 1)
    {
        var days = string.Create(CultureInfo.InvariantCulture, $"from={From:yyyy-MM-dd}&until={Until:yyyy-MM-dd}");
        var page = number > 1 ? FormattableString.Invariant($"&page={number}") : "";
        return $"{path}?plan={Uri.EscapeDataString(Plan)}&{days}{page}";
    }

    private static DateOnly Date(IQueryCollection query, string name, DateOnly usual, List<FieldError> errors)
    {
        var text = query[name].ToString().Trim();
        if (text.Length == 0)
            return usual;
        if (TypedDay.Read(text) is { } day)
            return day;
        errors.Add(new(name, "not-a-date", "Give the day with day, month and year, such as 24 May 2022"));
        return usual;
    }
}
