using System.Diagnostics;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>The last line of defence: what a function did not answer becomes a problem document without inside
/// knowledge.</summary>
public sealed partial class ErrorHandling(ILogger<ErrorHandling> log)
{
    /// <param name="page">Makes the answer where a person waits for a page; null gives a problem document.</param>
    public async Task AnswerAsync(HttpContext context, string function, Exception error, Func<int, Task<IResult>>? page = null)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            CutShort(log, function, error.GetType().Name, Place(error));
            context.Abort();
            return;
        }

        var (status, problem) = error switch
        {
            BadHttpRequestException { StatusCode: 413 } => (413, Problems.TooLarge("The body is larger than this call takes.")),
            BadHttpRequestException bad =>
                (bad.StatusCode, Problems.Of(bad.StatusCode, "Bad request", "The request could not be read.")),
            OperationCanceledException or IOException when context.RequestAborted.IsCancellationRequested =>
                (499, Problems.Of(499, "Closed", "The caller left.")),
            RunLimitException =>
                (
                    503,
                    Problems.Of(
                        503,
                        "Took too long",
                        "This took longer than 4 minutes and was ended. Send it again: what was done stays done.")),
            OperationCanceledException or TimeoutException => (503, Unavailable(function, error)),
            _ when StorageUnavailableException.Is(error) => (503, Unavailable(function, error)),
            _ => (500, Unexpected(function, error)),
        };
        context.Response.Clear();
        if (status == 503 && page is not null)
            context.Response.Headers.RetryAfter = "60";
        await (page is null ? problem : await page(status)).ExecuteAsync(context);
    }

    private IResult Unavailable(string function, Exception error)
    {
        StorageRefused(log, function, StorageUnavailableException.StatusOf(error));
        return Problems.Unavailable(
            "The hub cannot reach its storage. Nothing was stored that was not acknowledged; send it again with the same id.");
    }

    private IResult Unexpected(string function, Exception error)
    {
        // Messages of exceptions may hold input; the type and the place are enough to find it.
        Broke(log, function, error.GetType().Name, Place(error));
        return Problems.Of(
            500,
            "Something went wrong",
            "The hub could not do this. It has been noted; try again, and tell the programme office if it stays.");
    }

    /// <summary>The hub's own methods that the error went through, innermost first: no stack trace goes into a log.</summary>
    private static string Place(Exception error) => string.Join(" < ", new StackTrace(error).GetFrames()
        .Select(DiagnosticMethodInfo.Create)
        .Where(m => m?.DeclaringTypeName.StartsWith(nameof(HubFunctions), StringComparison.Ordinal) == true)
        .Select(m => $"{m!.DeclaringTypeName}.{m.Name}").Take(3));

    [LoggerMessage(1, LogLevel.Warning, "{Function}: storage is unavailable (status {Status})")]
    private static partial void StorageRefused(ILogger log, string function, int status);

    [LoggerMessage(2, LogLevel.Error, "{Function}: {Error} in {Place}")]
    private static partial void Broke(ILogger log, string function, string error, string place);

    [LoggerMessage(3, LogLevel.Error, "{Function}: answer cut short: {Error} in {Place}")]
    private static partial void CutShort(ILogger log, string function, string error, string place);
}
