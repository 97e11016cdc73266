using System.Diagnostics;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.AspNetCore.Http.Features;

namespace HubFunctions.Hosting;

/// <summary>The last line of defence: what no handler answered becomes a problem document without inside knowledge.</summary>
public sealed partial class ErrorHandling(RequestDelegate next, ILogger<ErrorHandling> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { StatusCode: 404 or 405, HasStarted: false } && context.Features.Get<IHttpResponseBodyFeature>() is not null && context.Response.ContentType is null)
                await Answer(context.Response.StatusCode).ExecuteAsync(context);
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            var answer = error switch
            {
                BadHttpRequestException { StatusCode: 413 } => Problems.TooLarge("The body is larger than this call takes."),
                BadHttpRequestException bad => Problems.Of(bad.StatusCode, "Bad request", "The request could not be read."),
                OperationCanceledException when context.RequestAborted.IsCancellationRequested => Problems.Of(499, "Closed", "The caller left."),
                TaskCanceledException or TimeoutException => Away(context, error),
                _ when StorageUnavailableException.Is(error) => Away(context, error),
                _ => Unexpected(context, error),
            };
            context.Response.Clear();
            await answer.ExecuteAsync(context);
        }
    }

    private static IResult Answer(int status) => status == 405
        ? Problems.Of(405, "Method not allowed", "This address does not take this method; the Allow header lists those that it takes.")
        : Problems.NotFound("There is nothing at this address. GET /api/openapi.json lists the calls.");

    private IResult Away(HttpContext context, Exception error)
    {
        StorageAway(log, Name(context), StorageUnavailableException.StatusOf(error));
        return Problems.Unavailable("The hub cannot reach its storage. Nothing was stored that was not acknowledged; send it again with the same id.");
    }

    private IResult Unexpected(HttpContext context, Exception error)
    {
        // Messages of exceptions may hold input; the type and the place are enough to find it.
        Broke(log, Name(context), error.GetType().Name, Place(error));
        return Problems.Of(500, "Something went wrong", "The hub could not do this. It has been noted; try again, and tell the programme office if it stays.");
    }

    /// <summary>The hub's own methods that the error went through, innermost first: no stack trace goes into a log.</summary>
    private static string Place(Exception error) => string.Join(" < ", new StackTrace(error).GetFrames()
        .Select(DiagnosticMethodInfo.Create)
        .Where(m => m?.DeclaringTypeName.StartsWith(nameof(HubFunctions), StringComparison.Ordinal) == true)
        .Select(m => $"{m!.DeclaringTypeName}.{m.Name}").Take(3));

    private static string Name(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<HttpFunction>()?.Name ?? "none";

    [LoggerMessage(1, LogLevel.Warning, "{Function}: storage is away (status {Status})")]
    private static partial void StorageAway(ILogger log, string function, int status);

    [LoggerMessage(2, LogLevel.Error, "{Function}: {Error} in {Place}")]
    private static partial void Broke(ILogger log, string function, string error, string place);
}
