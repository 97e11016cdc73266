using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Timescales;

/// <summary>Anyone may ask what a timescale means.</summary>
public sealed class TimescaleFunctions(ITimescaleReader reader, HubClock calendar)
{
    /// <summary><c>?text=&amp;reference=yyyy-MM-dd</c>; without a reference date, today in London.</summary>
    [Function("GetTimescale"), Anyone, NeedsNoStorage]
    public Task<IResult> GetTimescaleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/timescales")] HttpRequest request)
    {
        var faults = new ValidationErrors();
        var text = request.Query["text"].ToString();
        faults.Text("/text", text, PlanLimits.Timescale);
        var reference = calendar.Today;
        if (request.Query["reference"].ToString() is { Length: > 0 } given
            && !(DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out reference)
            && EnteredDates.Hold(reference)))
            faults.Add("/reference", "not-a-date", "Give a date from 1990-01-01 to 2100-12-31 as yyyy-MM-dd.");
        return Task.FromResult(faults.All.Count > 0
            ? Problems.BadRequest("The words could not be read: see errors.", faults.All)
            : Results.Json(reader.Read(text, reference), HubJson.Answers));
    }
}
