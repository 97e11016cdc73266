using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Timescales;

/// <summary>Anyone may ask what a timescale means.</summary>
public sealed class TimescaleEndpoints(ITimescaleReader reader, HubClock calendar)
{
    /// <summary><c>?text=&amp;reference=yyyy-MM-dd</c>; without a reference date, today in London.</summary>
    public Task<IResult> GetAsync(HttpContext http)
    {
        var faults = new ValidationErrors();
        var text = http.Request.Query["text"].ToString();
        faults.Text("/text", text, PlanLimits.Timescale);
        var reference = calendar.Today;
        if (http.Request.Query["reference"].ToString() is { Length: > 0 } given
            && !(DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out reference) && Almanac.Holds(reference)))
            faults.Add("/reference", "not-a-date", "Give a date from 1950 to 2150 as yyyy-MM-dd.");
        return Task.FromResult(faults.All.Count > 0
            ? Problems.BadRequest("The words could not be read: see errors.", faults.All)
            : Results.Json(reader.Read(text, reference), HubJson.Answers));
    }
}
