namespace HubFunctions.Reminders;

/// <summary>Why a reminder goes to the office, or to the Board's secretary, in place of an owner.</summary>
public enum Cause
{
    /// <summary>The owner, or somebody whom the owner named, gets it.</summary>
    None,
    NoOwner,
    NoAddress,
    Unreachable,
}

public static class Causes
{
    public static Cause Of(DigestLine line)
    {
        var (owner, to) = (line.For, line.To.OwnerId);
        if (line.Role != Role.Owner || (owner is not null && (to == owner.Id || to == owner.Deputy || to == owner.EscalateTo)))
            return Cause.None;
        return owner switch
        {
            null => Cause.NoOwner,
            { Email: null or "" } => Cause.NoAddress,
            _ => Cause.Unreachable,
        };
    }

    /// <summary>"40 owners have no address".</summary>
    /// <param name="lines">All of this cause, shown or not.</param>
    public static string Heading(Cause cause, IReadOnlyCollection<DigestLine> lines)
    {
        var owners = lines.Select(l => (l.Reminder.Plan.Id, l.For?.Id)).Distinct().Count();
        return cause switch
        {
            Cause.NoOwner => $"{DigestSubject.Count(lines)} {Have(lines.Count)} no owner",
            Cause.NoAddress => $"{Owners(owners)} {Have(owners)} no address",
            _ => $"Mail to {Owners(owners)} does not get through",
        };
    }

    /// <summary>What the office can do about it.</summary>
    public static string Remedy(Cause cause, IReadOnlyCollection<DigestLine> lines) =>
        cause switch
        {
            Cause.NoOwner => "Name who answers for them in the plan, and the hub writes to them itself.",
            Cause.NoAddress =>
                $"They answer for {DigestSubject.Count(lines)}. Enter their addresses in the plan, and the hub writes to them "
                    + $"itself.",
            _ =>
                $"They answer for {DigestSubject.Count(lines)}. Check their addresses in the plan, or say that mail gets through "
                    + $"again.",
        };

    private static string Owners(int count) => count == 1 ? "1 owner" : $"{count} owners";

    private static string Have(int count) => count == 1 ? "has" : "have";
}
