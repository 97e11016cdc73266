namespace HubFunctions.Http;

/// <summary>303: look there, with GET.</summary>
/// <param name="address">Of the hub's own, beginning with a slash.</param>
public sealed class SeeOther(string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
