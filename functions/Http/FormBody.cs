using Microsoft.AspNetCore.Http.Features;

namespace HubFunctions.Http;

/// <summary>Reads a form that may be anything.</summary>
public static class FormBody
{
    /// <summary>From then on the request has this form.</summary>
    /// <returns>Null where it is too long in one of its parts, not well-formed or cut short.</returns>
    /// <exception cref="BadHttpRequestException">The body is larger than the call takes.</exception>
    public static async Task<IFormCollection?> ReadAsync(HttpRequest request, FormOptions options)
    {
        try
        {
            var feature = new FormFeature(request, options);
            request.HttpContext.Features.Set<IFormFeature>(feature);
            return await feature.ReadFormAsync(request.Stop());
        }
        catch (Exception broken) when (broken is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return null;
        }
    }
}
