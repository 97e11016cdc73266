using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.Office;

/// <summary>A change of a partner among those of plans.</summary>
/// <param name="Number">Among the changes that are shown together.</param>
public sealed record AuditedPartner(PartnerChange Change, int Number)
    : AuditedEntry(
        "",
        $"partner {Change.Partner}",
        new HistoryEntry
        {
            Sequence = Number,
            Kind = HistoryKind.Definition,
            At = Change.At,
            By = Change.By,
        });
