using HubFunctions.Plans;

namespace HubFunctions.Tests.Plans;

/// <summary>Long work ends before the Functions host would kill the worker for it.</summary>
public sealed class RunLimitTests
{
    private readonly HandClock _clock = new();

    [Fact]
    public async Task Ends_work_after_four_minutes_and_says_so()
    {
        var work = RunLimit.RunAsync(stop => Task.Delay(Timeout.Infinite, stop), _clock, TestContext.Current.CancellationToken);
        Assert.False(work.IsCompleted);
        _clock.Ring();

        await Assert.ThrowsAsync<RunLimitException>(() => work);
        Assert.Equal(TimeSpan.FromMinutes(4), _clock.Due);
    }

    [Fact]
    public async Task A_caller_who_leaves_ends_it_as_a_caller_who_left()
    {
        using var caller = new CancellationTokenSource();
        var work = RunLimit.RunAsync(stop => Task.Delay(Timeout.Infinite, stop), _clock, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    [Fact]
    public async Task Gives_back_what_the_work_came_to() =>
        Assert.Equal(5, await RunLimit.RunAsync(_ => Task.FromResult(5), _clock, TestContext.Current.CancellationToken));

    private sealed class HandClock : TimeProvider
    {
        private Action? _ring;

        public TimeSpan Due { get; private set; }

        public void Ring() => _ring!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (Due, _ring) = (dueTime, () => callback(state));
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
