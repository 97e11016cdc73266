using System.Globalization;

namespace HubFunctions.Mail;

/// <summary>A mail kept in place of being sent.</summary>
/// <param name="Id">Sorts by time.</param>
/// <param name="At">When it was handed over (UTC, the hub's calendar).</param>
public sealed record OutboxMail(string Id, DateTimeOffset At, OutgoingMail Mail)
{
    public static OutboxMail Of(OutgoingMail mail, DateTimeOffset at) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyyMMdd'T'HHmmssfff}-{Guid.CreateVersion7():N}"),
            at,
            mail);
}
