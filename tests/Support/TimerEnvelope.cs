namespace HubFunctions.Tests.Support;

/// <summary>What a timer function is given, as recorded from the host.</summary>
internal static class TimerEnvelope
{
    public const string Usual = """
        {"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-05-01T03:10:00.0012+00:00","Next":"2026-05-02T03:10:00+00:00","LastUpdated":"2026-05-01T03:10:00.0012+00:00"},"IsPastDue":false}
        """;

    /// <summary>Never before on this storage account.</summary>
    public const string FirstRun = """
        {"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"0001-01-01T00:00:00+00:00","Next":"2026-05-02T03:10:00+00:00","LastUpdated":"0001-01-01T00:00:00+00:00"},"IsPastDue":false}
        """;

    /// <summary>Late, because no host ran when it was due.</summary>
    public const string PastDue = """
        {"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-05-01T03:10:00.0012+00:00","Next":"2026-05-02T03:10:00+00:00","LastUpdated":"2026-05-01T03:10:00.0012+00:00"},"IsPastDue":true}
        """;

    /// <summary>Several were missed: the host calls once for all of them.</summary>
    public const string Missed = """
        {"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2025-12-24T03:10:00+00:00","Next":"2025-12-25T03:10:00+00:00","LastUpdated":"2025-12-24T03:10:00+00:00"},"IsPastDue":true}
        """;

    /// <summary>Schedules under a minute, and calls by hand.</summary>
    public const string NoStatus = """{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}""";
}
