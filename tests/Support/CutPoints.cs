namespace HubFunctions.Tests.Support;

/// <summary>At which of its writes a run is cut short, in tests that cut it at one after another. <c>HUB_CUTS=all</c> takes each; by default every
/// third, which is uneven, so that cuts before and after the write both come up.</summary>
internal static class CutPoints
{
    public static int Step { get; } = Environment.GetEnvironmentVariable("HUB_CUTS") == "all" ? 1 : 3;
}
