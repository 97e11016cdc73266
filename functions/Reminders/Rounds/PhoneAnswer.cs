using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>What an owner said by telephone about one item, as the office took it down.</summary>
/// <param name="Reply">Of a kind that is a report on progress.</param>
/// <param name="On">The day of the call in London, today or before.</param>
/// <param name="SaidBy">Who was on the telephone.</param>
/// <param name="TakenBy">Who took it down.</param>
public sealed record PhoneAnswer(Reply Reply, DateOnly On, string SaidBy, string TakenBy)
{
    /// <summary>How the history names the source of it.</summary>
    public string Source => $"telephone, taken by {TakenBy}";

    /// <summary>An ordinary update of the whole item, of the day of the call.</summary>
    public Update ToUpdate(PlanHeader plan, PlanItem item, string by, DateTimeOffset now)
    {
        var update = Reply.ToUpdate(new ResponseTarget(plan.Id, by, item.Id, null), item, null, now);
        return update with
        {
            AsAt = On >= LondonTime.DateOf(now) ? update.AsAt : LondonTime.At(On, new TimeOnly(12, 0)),
            Reporter = new Reporter(SaidBy, Source),
        };
    }
}

/// <summary>What became of it.</summary>
public abstract record PhoneResult
{
    public sealed record Stored : PhoneResult;

    /// <summary>Kept in the history only: what stands is of a later day.</summary>
    public sealed record Late : PhoneResult;

    /// <summary>Somebody reported on or changed the item since the form was opened. Nothing is stored.</summary>
    public sealed record Changed : PhoneResult;

    public sealed record NoItem : PhoneResult;

    /// <param name="Why">A sentence for the editor.</param>
    public sealed record Refused(string Why) : PhoneResult;
}
