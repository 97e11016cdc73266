using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>When mail may leave: working days in England and Wales, between two London times.</summary>
public sealed class SendingHours(ReminderOptions settings, WorkingDays days)
{
    public bool Include(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, LondonTime.Zone);
        var time = TimeOnly.FromDateTime(local.DateTime);
        return time >= settings.SendFrom && time < settings.SendUntil && days.IsWorkingDay(DateOnly.FromDateTime(local.DateTime));
    }

    /// <summary>The next instant (UTC) from which mail may leave; now when it may already.</summary>
    public DateTimeOffset Next(DateTimeOffset now)
    {
        if (Include(now))
            return now;
        var day = days.OnOrAfter(LondonTime.DateOf(now));
        var start = LondonTime.At(day, settings.SendFrom);
        return start > now ? start : LondonTime.At(days.Next(day), settings.SendFrom);
    }
}
