using System.Globalization;

namespace HubFunctions.Http;

/// <summary>RFC 9457 answers. Details are written for people and never carry a secret, an address or a stack trace.</summary>
public static class Problems
{
    public const int MaxErrors = 100;

    public static IResult BadRequest(string detail, IReadOnlyList<FieldError>? errors = null) =>
        Of(400, "Bad request", detail, errors);

    public static IResult Unauthorized(string detail) => Of(401, "Not signed in", detail);

    public static IResult Forbidden(string detail) => Of(403, "Not allowed", detail);

    public static IResult NotFound(string detail) => Of(404, "Not found", detail);

    public static IResult Conflict(string detail) => Of(409, "Conflict", detail);

    public static IResult PreconditionFailed(string detail) => Of(412, "Changed in the meantime", detail);

    public static IResult TooLarge(string detail) => Of(413, "Too large", detail);

    public static IResult UnsupportedMediaType(string detail) => Of(415, "Unsupported media type", detail);

    public static IResult Unprocessable(string detail, IReadOnlyList<FieldError> errors) =>
        Of(422, "Not accepted", detail, errors);

    public static IResult NoSuchPlan() => NotFound("There is no such plan. GET /api/plans lists them.");

    public static IResult TooMany(TimeSpan retryAfter) =>
        new Retry(
            429,
            "Too many requests",
            "Wait for the time given in Retry-After, then send the same message with the same id.",
            retryAfter);

    public static IResult Unavailable(string detail) =>
        new Retry(503, "Storage is unavailable", detail, TimeSpan.FromSeconds(10));

    public static IResult Of(int status, string title, string detail, IReadOnlyList<FieldError>? errors = null) =>
        Results.Json(
            new Problem(
                $"https://www.rfc-editor.org/rfc/rfc9110#status.{status}",
                title,
                status,
                detail,
                errors is { Count: > MaxErrors } ? [.. errors.Take(MaxErrors)] : errors),
            ReadableJson.Options,
            "application/problem+json",
            status);

    private sealed class Retry(int status, string title, string detail, TimeSpan after) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(after.TotalSeconds)).ToString(
                CultureInfo.InvariantCulture);
            return Of(status, title, detail).ExecuteAsync(httpContext);
        }
    }
}

public sealed record Problem(string Type, string Title, int Status, string Detail, IReadOnlyList<FieldError>? Errors = null);
