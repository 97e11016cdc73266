using System.Diagnostics;

namespace HubFunctions.Tests.Support;

/// <summary>Waits for what another process will bring about, and fails when it does not.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));

    /// <param name="within">Two minutes unless given, for a machine that is busy with other tests.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan? within = null)
    {
        var from = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(from) < (within ?? Longest), "It did not come about.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
    }
}
