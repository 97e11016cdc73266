namespace HubFunctions.Tests.Support;

/// <summary>Bodies of timer calls, as recorded from the host.</summary>
internal static class TimerEnvelope
{
    public static string Usual(string timer) => Of(timer, """{"Last":"2026-05-01T03:10:00.0012+00:00","Next":"2026-05-02T03:10:00+00:00","LastUpdated":"2026-05-01T03:10:00.0012+00:00"}""");

    public static string NullStatus(string timer) => Of(timer, "null");

    public static string FirstRun(string timer) => Of(timer, """{"Last":"0001-01-01T00:00:00+00:00","Next":"2026-05-02T03:10:00+00:00","LastUpdated":"0001-01-01T00:00:00+00:00"}""");

    public static string PastDue(string timer) => Of(timer, "null", pastDue: true);

    public static string Retried(string timer) => Of(timer, "null", more: ""","RetryContext":{"RetryCount":"1","MaxRetryCount":"3","Exception":null}""");

    public static string Manual(string timer) => Of(timer, "null", more: $",\"{timer}\":\"\"");

    private static string Of(string timer, string status, bool pastDue = false, string more = "") =>
        $$$"""{"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{{{status}}},"IsPastDue":{{{(pastDue ? "true" : "false")}}}}},""" +
        $$$"""
        "Metadata":{"sys":{"MethodName":"{{{timer}}}","UtcNow":"2026-05-01T03:10:00.0012Z","RandGuid":"5a3b7a33-6f0f-4a8f-9a47-2d4b8b8a5f10"}{{{more}}}}}
        """;
}
