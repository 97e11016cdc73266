using HubFunctions.Mail;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Who may answer about an item: those whom a reminder about it can reach now, at the address that the link went to. A
/// link alone gives no right, because for as long as it lives people leave, items are passed on and plans end.</summary>
public sealed class ReplyRights(IDirectory directory, ReminderOptions settings)
{
    public async Task<bool> MayAnswerAsync(ResponseTarget target, PlanHeader plan, PlanItem item, CancellationToken stop)
    {
        if (plan.Status == PlanStatus.Closed)
            return false;
        var owner = plan.OwnerOf(item.Definition.Owner);
        if (InPlan(plan, owner).Any(o => o?.Id == target.Owner && IsAt(target, o.Email)))
            return true;
        return target.Owner switch
        {
            Recipient.ProgrammeOffice => IsAt(target, settings.OfficeAddress),
            Recipients.Manager when owner is { EscalateTo: null, Email: { Length: > 0 } address } =>
                IsAt(target, (await directory.ManagerAsync(address, stop))?.Address),
            _ => false,
        };
    }

    private static Owner?[] InPlan(PlanHeader plan, Owner? owner) =>
        [owner, plan.OwnerOf(owner?.Deputy), plan.OwnerOf(owner?.EscalateTo), Recipients.BoardSecretary(plan)];

    private static bool IsAt(ResponseTarget target, string? address) =>
        address is { Length: > 0 } && (target.Person is null || target.Person == Recipient.IdentityOf(address));
}
