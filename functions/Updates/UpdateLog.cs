namespace HubFunctions.Updates;

/// <summary>What operators want to know of the intake. Ids and counts only: no text that a partner wrote, no secret, no
/// name.</summary>
internal static partial class UpdateLog
{
    [LoggerMessage(1, LogLevel.Information, "Partner {Partner}: sender not recognised ({Reason})")]
    public static partial void NotRecognised(ILogger log, string partner, SignatureResult reason);

    [LoggerMessage(2, LogLevel.Information, "Partner {Partner}: {Refused} of {All} updates quarantined, message {Key}")]
    public static partial void Quarantined(ILogger log, string partner, int refused, int all, string key);

    [LoggerMessage(3, LogLevel.Warning, "Partner {Partner}: more than its share of requests")]
    public static partial void TooMany(ILogger log, string partner);
}
