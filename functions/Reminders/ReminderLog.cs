namespace HubFunctions.Reminders;

/// <summary>Log lines name plans and owner ids, never addresses.</summary>
internal static partial class ReminderLog
{
    [LoggerMessage(1, LogLevel.Warning, "Digest for {Owner} is {Status} after {Attempts} attempts: {Reason}")]
    public static partial void NotSent(this ILogger log, string owner, LedgerStatus status, int attempts, string? reason);

    [LoggerMessage(
        2,
        LogLevel.Information,
        "Reminders as of {AsOf:u}: {Digests} digests called for, {Sent} sent, {Unsettled} to be tried again")]
    public static partial void Swept(this ILogger log, DateTimeOffset asOf, int digests, int sent, int unsettled);

    [LoggerMessage(3, LogLevel.Error, "A mail of a round of {Plan} could not be written; the next tick tries again")]
    public static partial void NotWritten(this ILogger log, string plan, Exception error);
}
