using HubFunctions.Http;

namespace HubFunctions.Updates;

/// <summary>Reads a body's raw bytes within its bounds of size and time.</summary>
internal static class RequestBody
{
    /// <returns>The bytes as they came over the wire, or the answer to give instead.</returns>
    public static async Task<(byte[] Raw, IResult? Refusal)> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength > UpdateLimits.Body)
            return ([], TooLarge());
        using var time = CancellationTokenSource.CreateLinkedTokenSource(stop);
        time.CancelAfter(UpdateLimits.BodyTime);
        try
        {
            var buffer = new byte[request.ContentLength ?? 4096];
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    if (length == request.ContentLength)
                        return (buffer, null);
                    if (length > UpdateLimits.Body)
                        return ([], TooLarge());
                    Array.Resize(ref buffer, Math.Min(2 * length, UpdateLimits.Body + 1));
                }

                var read = await request.Body.ReadAsync(buffer.AsMemory(length), time.Token);
                if (read == 0)
                    return (length == buffer.Length ? buffer : buffer[..length], null);
                length += read;
            }
        }
        catch (BadHttpRequestException refused)
        {
            return (
                [],
                refused.StatusCode == 413
                    ? TooLarge()
                    : Problems.Of(refused.StatusCode, "Bad request", "The body did not arrive whole: send it again."));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (
                [],
                Problems.Of(408, "Too slow", $"The body has to arrive within {UpdateLimits.BodyTime.TotalSeconds} seconds."));
        }
    }

    public static IResult TooLarge() =>
        Problems.TooLarge(
            $"A body has at most {UpdateLimits.Body} bytes, unpacked too, and {UpdateLimits.Updates} updates: send several "
                + $"messages.");
}
