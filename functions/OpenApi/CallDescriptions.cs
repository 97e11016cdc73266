using HubFunctions.Hosting;

namespace HubFunctions.OpenApi;

/// <summary>Every call by name of function; where its methods differ, by name and method.</summary>
internal static class CallDescriptions
{
    private static readonly IReadOnlyDictionary<string, CallDescription> All = new Dictionary<string, CallDescription>(StringComparer.Ordinal)
    {
        ["PutPlan"] = Call("Create or replace a plan; items that vanish keep their history.", Json("plan"), [(200, "plan-entered"), (201, "plan-entered"), .. Refused(400, 409, 413, 415)], "dryRun"),
        ["ImportPlan"] = Call(
            "The same from a spreadsheet, as CSV or as workbook (.xlsx). What it lacks stays, unless remove=true takes it out; more than half goes only with confirmRemove.",
            Body.Csv, [(200, "plan-entered"), (201, "plan-entered"), .. Refused(400, 409, 413, 415, 422)], "dryRun", "remove", "confirmRemove", "sheet", "headingLine", "title"),
        ["ExportPlan"] = new(
            "The plan as a spreadsheet that the import reads back: format=csv, or format=xlsx for a workbook. Internal: it holds addresses.", null,
            [(200, Body.Csv), .. Problem(400, 404)], ["format"]),
        ["GetPlans"] = Call("All plans with their totals.", null, [(200, "plans")]),
        ["GetPlan"] = Call("A plan with its current state and totals.", null, [(200, "plan-view"), .. Refused(404)]),
        ["GetItem"] = Call("An item with its milestones and history, newest first, a page at a time.", null, [(200, "item-answer"), .. Refused(404)], "before"),
        ["PatchItem"] = Call("Change owner, approved dates (reason required) or publication; If-Match carries the item's ETag.", Json("item-changes"), [(200, "item-answer"), .. Refused(400, 404, 412, 428)]),
        ["GetTimescale"] = Call("How the hub reads a timescale.", null, [(200, "timescale"), .. Refused(400)], "text", "reference"),
        ["PutPartner"] = Call("Enter a partner; the first answer carries its secret and token.", Json("partner-entry"), [(200, "partner"), (201, "partner"), .. Refused(400, 409, 413)]),
        ["GetPartner"] = Call("What the partner may report on, with measures, words and limits.", null, [(200, "partner-overview"), .. Refused(401, 404, 429)]),
        ["ListPartners"] = Call("The partners with their last contact and standing.", null, [(200, "partners")]),
        ["ListPartnerUpdates"] = Call("The partner's recent messages, newest first, and whether each is public.", null, [(200, "partner-messages"), .. Refused(401, 404, 429)]),
        ["RotatePartner"] = Call("New secret and token; the old ones work for 24 hours, or with revoke=true until effectiveAt, at most ten seconds.", null, [(200, "partner"), .. Refused(400, 404, 409)], "revoke"),
        ["PostUpdates"] = Call(
            "Report on one or more deliverables: signed (Standard Webhooks) or with the partner's token; JSON or CloudEvents 1.0.",
            Json("message"), [(200, "answer"), (207, "answer"), (422, "refused"), .. Refused(400, 401, 403, 409, 413, 415, 429)], "dryRun"),
        ["PostUpdates OPTIONS"] = new("The handshake of CloudEvents web hooks.", null, [(200, null), (204, null)]),
        ["GetReceipt"] = Call("What was stored under a receipt, and the first snapshot that carries it.", null, [(200, "receipt"), .. Refused(401, 404)]),
        ["GetPartnerQuarantine"] = Call("A partner's own refused updates.", null, [(200, "quarantine-page"), .. Refused(400, 401)], "after"),
        ["GetQuarantine"] = Call("Everything refused, newest first.", null, [(200, "quarantine-page"), .. Refused(400)], "partner", "after"),
        ["GetQuarantineEntry"] = Call("One refused update, whole.", null, [(200, "quarantine-entry"), .. Refused(404)]),
        ["ReplayQuarantineEntry"] = Call("Judge it anew; what is good now is stored under its old id.", null, [(200, "answer"), (207, "answer"), .. Refused(404, 409, 422)]),
        ["DeleteQuarantineEntry"] = new("Give it up.", null, [(204, null), .. Problem(404)]),
        ["GetOpenApi"] = new("This description.", null, [(200, new("application/json", null))]),
        ["GetSchema"] = new("One JSON Schema (2020-12) by its name, such as update.json.", null, [(200, new("application/schema+json", null)), .. Problem(404)]),
        ["RunReminders"] = Call("Send what is due, or with dryRun=true preview what would be sent at the instant asOf.", null, [(200, "reminders"), .. Refused(400, 422)], "asOf", "dryRun"),
        ["StartReminders"] = Call("Let mail about a plan go out, or with dryRun=true preview what the next sending would be; again it changes nothing.", null, [(200, "reminder-start"), .. Refused(400, 404, 409)], "dryRun"),
        ["GetReminders"] = Call("What today's digests came to, and whom mail does not reach.", null, [(200, "reminder-overview")]),
        ["ReachOwnerAgain"] = new("Mail to this owner gets through again.", null, [(204, null), .. Problem(404)]),
        ["PostMailEvents"] = new("Signed events of the mail provider (SendGrid): bounces reroute the next reminders.", Json("mail-events"), [(200, null), .. Problem(400, 401, 404, 413)]),
        ["Respond"] = new("The page behind a reminder's link. GET changes nothing.", null, [(200, Body.Page), (410, Body.Page)], ["answer"]),
        ["Respond POST"] = new("Answer the reminder: preview, change or send.", Body.Form, [(200, Body.Page), (410, Body.Page), (422, Body.Page), (503, Body.Page), .. Problem(400, 413, 415)]),
        ["PublishNow"] = Call("Publish what has changed: one plan, or all.", null, [(200, "published"), .. Refused(404)], "plan"),
        ["RebuildSnapshot"] = Call("A past snapshot, made again from stored history: the same bytes as were published; 410 once a text was erased from it.", null, [(200, "snapshot"), .. Refused(404, 410)]),
        ["ErasePublishedText"] = Call("Remove a text everywhere it lies, for good: every value of the field that contains it goes.", Json("wanted-erasure"), [(200, "erasure"), .. Refused(400, 404, 413, 415)]),
        ["GetHeld"] = Call("Public texts that the disclosure guard holds back and nobody has decided on.", null, [(200, "held"), .. Refused(400)], "plan"),
        ["ReleaseHeld"] = Call("Publish a held text as it is.", Json("wanted-release"), [(200, "held-answer"), .. Refused(400, 404, 409, 413, 415)]),
        ["RedactHeld"] = Call("Publish another text in its place; the history keeps the partner's.", Json("wanted-redaction"), [(200, "held-answer"), .. Refused(400, 404, 409, 413, 415)]),
        ["ReturnHeld"] = Call("Send a held text back to its partner with a message.", Json("wanted-return"), [(200, "held-answer"), .. Refused(400, 404, 409, 413, 415)]),
        ["HoldPlan"] = Call("Hold publication (pre-election period): the last snapshot stays up, what is new waits.", null, [(200, "hold"), .. Refused(400, 404, 409)], "reason"),
        ["ReleasePlan"] = Call("Lift the hold.", null, [(200, "hold"), .. Refused(404, 409)]),
        ["Subscribe"] = new("The page on which the public signs up for news of a plan.", null, [(200, Body.Page), .. Problem(404)]),
        ["Subscribe POST"] = new("Ask for the news: a question goes to the address first.", Body.Form, [(200, Body.Page), (400, Body.Page), .. Problem(404)]),
        ["ConfirmSubscription"] = new("The page behind the question's link. GET changes nothing.", null, [(200, Body.Page), (404, Body.Page)]),
        ["ConfirmSubscription POST"] = new("Say yes to the news. The body is not read.", null, [(200, Body.Page), (404, Body.Page)]),
        ["Unsubscribe"] = new("The page behind the link in every message. GET changes nothing.", null, [(200, Body.Page), (404, Body.Page)]),
        ["Unsubscribe POST"] = new("End the news with one click (RFC 8058). The body is not read.", null, [(200, Body.Page), (404, Body.Page)]),
        ["BackUpPlan"] = Call("A plan with its whole history as one file, gzip where accepted. Internal: it holds notes and addresses.", null, [(200, "backup"), .. Refused(404)]),
        ["RestorePlan"] = Call("Restore a backup where there is no such plan.", Json("backup"), [(201, "restored"), .. Refused(400, 409, 413, 415)]),
        ["GetLiveness"] = Call("The process answers; storage is not asked.", null, [(200, "live")]),
        ["GetReadiness"] = Call("Storage, mail, each timer's last run and silent partners; 503 while storage is away or a timer is silent.", null, [(200, "ready"), (503, "ready")]),
    };

    /// <exception cref="KeyNotFoundException">A function was added without words.</exception>
    public static CallDescription Of(HttpFunction function, string method) =>
        All.GetValueOrDefault($"{function.Name} {method}") ?? All[function.Name];

    private static CallDescription Call(string summary, Body? request, IReadOnlyList<(int Status, string Schema)> answers, params string[] query) =>
        new(summary, request, [.. answers.Select(a => (a.Status, (Body?)(a.Status is >= 400 and not 503 ? new Body("application/problem+json", a.Schema) : Json(a.Schema))))], query);

    private static IEnumerable<(int Status, string Schema)> Refused(params int[] statuses) => statuses.Select(s => (s, "problem"));

    private static IEnumerable<(int Status, Body? Body)> Problem(params int[] statuses) => statuses.Select(s => (s, (Body?)Body.Problem));

    private static Body Json(string schema) => Body.Json(schema);
}
