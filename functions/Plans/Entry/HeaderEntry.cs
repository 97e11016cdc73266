using System.Security.Cryptography;
using System.Text;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>Changes what a plan says beside its items, and leaves those alone: what others do to them at the same time
/// stays.</summary>
public sealed class HeaderEntry(IPlanStore plans, HubClock calendar)
{
    private const int MaxAttempts = 8;

    /// <param name="reason">Kept in the plan's history, without addresses.</param>
    /// <param name="change">Pure; asked again where others were faster. Null says that what was seen is no longer so; the same
    /// plan, that there is nothing to change.</param>
    public async Task<HeaderEntered> ChangeAsync(
        string plan, string reason, Func<PlanHeader, PlanHeader?> change, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await plans.FindAsync(plan, stop) is not { } stored)
                return new HeaderEntered.Missing();
            if (change(stored.Plan) is not { } after)
                return new HeaderEntered.Stale();
            if (HubJson.Store(after) == HubJson.Store(stored.Plan))
                return new HeaderEntered.Done();
            var header = new HeaderChange(stored.Header, after, stored.Header.Hold, Note(stored.Header, after, reason));
            if (Check(stored, after, header) is { Count: > 0 } errors)
                return new HeaderEntered.Invalid(errors);
            if (await plans.CommitAsync(new PlanCommit(plan) { Header = header }, stop) is CommitResult.Committed)
                return new HeaderEntered.Done();
        }

        return new HeaderEntered.Stale();
    }

    /// <summary>Tells whether a part of a plan is as somebody saw it.</summary>
    public static string VersionOf<T>(T part) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(HubJson.Store(part))))[..16];

    private HistoryEntry Note(StoredHeader before, PlanHeader after, string reason) => new()
    {
        Sequence = before.Sequence + 1,
        Kind = HistoryKind.Definition,
        At = calendar.Now,
        By = Acting.Name,
        Reason = reason,
        Plan = after,
    };

    private static IReadOnlyList<FieldError> Check(StoredPlan stored, PlanHeader after, HeaderChange header)
    {
        var whole = after.CopyTo(new PlanDefinition
        {
            Id = after.Id,
            Title = after.Title,
            ReferenceDate = after.ReferenceDate,
            Items = [.. stored.Items.Select(i => i.Definition)],
        });
        var errors = PlanValidation.Check(whole, after.Id);
        return errors.Count > 0 ? errors : EntrySize.Check(after.Id, header, []);
    }
}

public abstract record HeaderEntered
{
    /// <summary>Stored, or so already.</summary>
    public sealed record Done : HeaderEntered;

    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : HeaderEntered;

    /// <summary>Somebody else changed it since it was seen.</summary>
    public sealed record Stale : HeaderEntered;

    public sealed record Missing : HeaderEntered;
}
