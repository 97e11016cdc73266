using Azure;

namespace HubFunctions.Plans;

/// <summary>Storage could not be reached or refuses: nothing may be acknowledged, a repeat is safe.</summary>
/// <param name="status">HTTP status of the answer; 0: there was none.</param>
public sealed class StorageUnavailableException(int status, string message, string? code = null, Exception? inner = null)
    : RequestFailedException(status, message, code, inner)
{
    /// <summary>Whether an error is of this kind, also as the client itself throws it.</summary>
    public static bool Is(Exception error) =>
        error is RequestFailedException or AggregateException { InnerException: RequestFailedException };

    /// <summary>0 when there was no answer.</summary>
    public static int StatusOf(Exception error) => error is RequestFailedException failed ? failed.Status : 0;
}
