using HubFunctions.Hosting;

namespace HubFunctions.Tests.Hosting;

/// <summary>When a timer counts as silent.</summary>
public sealed class TimerSilenceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("30 */1 * * * *", 10)]
    [InlineData("0 */15 * * * *", 45)]
    public void Three_intervals_are_allowed_but_never_less_than_ten_minutes(string schedule, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), TimerSilence.Allowed(schedule, Noon));

    [Fact]
    public void A_nightly_timer_may_miss_two_nights() =>
        Assert.Equal(new DateTimeOffset(2026, 5, 4, 3, 10, 0, TimeSpan.Zero), Noon + TimerSilence.Allowed("0 10 3 * * *", Noon));

    [Theory]
    [InlineData(45, "ok")]
    [InlineData(46, "silent")]
    public void A_timer_without_a_success_for_longer_is_silent(int minutes, string status) =>
        Assert.Equal(status, State(new TimerRun(Noon, Noon, 5, null), Noon.AddMinutes(minutes)).Status);

    [Fact]
    public void One_that_runs_but_only_fails_is_silent_too()
    {
        var now = Noon.AddHours(2);

        Assert.Equal("silent", State(new TimerRun(now.AddMinutes(-1), Noon, 5, "RequestFailedException"), now).Status);
        Assert.Equal(
            "failed",
            State(new TimerRun(now.AddMinutes(-1), now.AddMinutes(-16), 5, "RequestFailedException"), now).Status);
    }

    [Theory]
    [InlineData(45, "waiting")]
    [InlineData(46, "silent")]
    public void One_that_has_never_run_is_given_the_same_time_from_the_start(int minutes, string status) =>
        Assert.Equal(status, State(null, Noon.AddMinutes(minutes)).Status);

    private static TimerState State(TimerRun? run, DateTimeOffset now) =>
        TimerSilence.Of("SendReminders", "0 */15 * * * *", run, Noon, now);
}
