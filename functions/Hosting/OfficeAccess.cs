using System.Security.Cryptography;
using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>Lets the programme office in: <c>Authorization: Bearer</c> with the admin key.</summary>
public sealed class OfficeAccess(HubSettings settings)
{
    private readonly byte[] _key = Digest(settings.AdminKey);

    /// <summary>Null when the caller is the office.</summary>
    public ValueTask<IResult?> RefusalAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } value || !value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return new(Refuse(context, "Send the admin key as Authorization: Bearer."));
        var token = value["Bearer ".Length..].Trim();
        if (CryptographicOperations.FixedTimeEquals(Digest(token), _key))
            return default;
        return new(Refuse(context, "The admin key is not right."));
    }

    private static IResult Refuse(HttpContext context, string detail)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Unauthorized(detail);
    }

    /// <summary>Compared as digests, so that neither content nor length shows in the time it takes.</summary>
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
