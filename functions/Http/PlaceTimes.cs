using System.Runtime.InteropServices;

namespace HubFunctions.Http;

/// <summary>Until when places under a limit are taken (UTC ticks), as rows keep it.</summary>
internal static class PlaceTimes
{
    public static byte[] Pack(long[] places) => MemoryMarshal.AsBytes<long>(places).ToArray();

    /// <summary>Those that still count.</summary>
    public static long[] Taken(byte[]? packed, DateTimeOffset now) =>
        [.. MemoryMarshal.Cast<byte, long>(packed ?? []).ToArray().Where(until => until > now.UtcTicks)];

    /// <returns>How long until there is a place, at least a second; null when there is one.</returns>
    public static TimeSpan? Wait(PlaceLimit limit, long[] taken, DateTimeOffset now) => taken.Length < limit.Max
        ? null
        : TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerSecond, taken.Order().ElementAt(taken.Length - limit.Max) - now.UtcTicks));
}
