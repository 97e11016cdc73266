using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>What a plan says about its publication, each field within its bound. Pure.</summary>
internal static class PublicationCheck
{
    public static void Check(PlanPublication? publication, ValidationErrors faults)
    {
        if (publication is null)
            return;
        Text("licence", publication.Licence, PlanLimits.Name, faults);
        Text("licenceUrl", publication.LicenceUrl, PlanLimits.Link, faults);
        Text("contact", publication.Contact, PlanLimits.Name, faults);
        Text("comment", publication.Comment, PlanLimits.Statement, faults);
        Text("accessibility", publication.Accessibility, PlanLimits.Statement, faults);
        Text("privacy", publication.Privacy, PlanLimits.Statement, faults);
        Text("statuses", publication.Statuses, PlanLimits.Statement, faults);
        if (publication.LicenceUrl is { Length: > 0 } url && WebAddress.Of(url) is null)
            faults.Add(
                "/publication/licenceUrl",
                "not-an-address",
                "This is not a web address; give one that begins with https://, or leave it out.");
        Dates(publication, faults);
    }

    private static void Text(string field, string? text, int max, ValidationErrors faults) =>
        faults.Text($"/publication/{field}", text, max, required: false);

    private static void Dates(PlanPublication publication, ValidationErrors faults)
    {
        if (publication.HoldFrom is { } from)
            faults.Date("/publication/holdFrom", from);
        if (publication.HoldUntil is { } until)
            faults.Date("/publication/holdUntil", until);
        if (publication.HoldUntil < publication.HoldFrom)
            faults.Add(
                "/publication/holdUntil",
                "before-start",
                "The hold ends before it begins; give the same day as holdFrom or a later one.");
    }
}
