namespace HubFunctions.Hosting.OpenApi;

/// <summary>What a call is for, beyond what the list of functions says.</summary>
/// <param name="Request">Schema of the body.</param>
/// <param name="Answers">Schema by status; null for an answer without JSON.</param>
internal sealed record CallDescription(string Summary, string? Request, IReadOnlyList<(int Status, string? Schema)> Answers, IReadOnlyList<string>? Query = null)
{
    private static readonly CallDescription Updates = new(
        "Report on one or more deliverables: signed (Standard Webhooks) or with the partner's token; JSON or CloudEvents 1.0.",
        "message",
        [(200, "answer"), (207, "answer"), (422, "refused"), (401, "problem"), (403, "problem"), (409, "problem"), (413, "problem"), (415, "problem"), (429, "problem"), (503, "problem")],
        ["dryRun"]);

    /// <summary>By name of function. One that is not here is still listed, by its route alone.</summary>
    public static readonly IReadOnlyDictionary<string, CallDescription> All = new Dictionary<string, CallDescription>(StringComparer.Ordinal)
    {
        ["PutPlan"] = new("Create or replace a plan; items that vanish keep their history.", "plan", [(200, "plan-entered"), (201, "plan-entered"), (400, "problem")], ["dryRun"]),
        ["ImportPlan"] = new("The same from a spreadsheet export (text/csv).", null, [(200, "plan-entered"), (400, "problem")], ["dryRun"]),
        ["GetPlans"] = new("All plans with their totals.", null, [(200, null)]),
        ["GetPlan"] = new("A plan with its current state and totals.", null, [(200, "plan-view"), (404, "problem")]),
        ["GetItem"] = new("An item with its milestones and history, newest first.", null, [(200, null), (404, "problem")]),
        ["PatchItem"] = new("Change owner, approved dates (reason required) or publication.", null, [(200, null), (400, "problem"), (412, "problem"), (428, "problem")]),
        ["GetTimescale"] = new("How the hub reads a timescale.", null, [(200, null)], ["text", "reference"]),
        ["PutPartner"] = new("Enter a partner; the first answer carries its secret and token.", "partner-entry", [(200, "partner"), (201, "partner"), (400, "problem")]),
        ["RotatePartner"] = new("New secret and token; the old ones work for 24 hours, or with revoke=true no longer.", null, [(200, "partner"), (404, "problem")], ["revoke"]),
        ["PostUpdates"] = Updates,
        ["GetReceipt"] = new("What was stored under a receipt, and the first snapshot that carries it.", null, [(200, "receipt"), (401, "problem"), (404, "problem")]),
        ["GetPartnerQuarantine"] = new("A partner's own refused updates.", null, [(200, "quarantine-page"), (401, "problem")], ["after"]),
        ["GetQuarantine"] = new("Everything refused, newest first.", null, [(200, "quarantine-page")], ["partner", "after"]),
        ["GetQuarantineEntry"] = new("One refused update, whole.", null, [(200, "quarantine-entry"), (404, "problem")]),
        ["ReplayQuarantineEntry"] = new("Judge it anew; what is good now is stored under its old id.", null, [(200, "answer"), (409, "problem"), (422, "problem")]),
        ["DeleteQuarantineEntry"] = new("Give it up.", null, [(204, null), (404, "problem")]),
    };
}
