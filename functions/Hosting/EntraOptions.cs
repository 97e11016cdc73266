using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>Sign-in of the programme office with Entra ID, beside the admin key.</summary>
/// <param name="Authority">The tenant's issuer address, without a slash at the end.</param>
/// <param name="Audience">Client id of the app registration.</param>
/// <param name="Role">App role that a person or a program must have.</param>
/// <param name="Issuers">Who may have issued a token; the discovery document's own issuer may too.</param>
public sealed record EntraOptions(Uri Authority, string Audience, string Role, IReadOnlyList<string> Issuers)
{
    /// <summary>Client id of the managed identity that the app registration trusts; null where there is none.</summary>
    public string? IdentityClientId { get; init; }

    public const string UsualRole = "Hub.Office";

    /// <summary>Null unless a tenant is set.</summary>
    internal static EntraOptions? Read(SettingsReader settings)
    {
        var tenant = settings.Text("Hub__Entra__TenantId");
        var audience = settings.Text("Hub__Entra__Audience");
        if (tenant is null && audience is null)
            return null;
        if (audience is null)
            settings.Wrong(
                "Hub__Entra__Audience",
                "is missing",
                "give the client id of the hub's app registration, or leave all of Hub__Entra__ out");
        if (tenant is null)
            settings.Wrong(
                "Hub__Entra__TenantId",
                "is missing",
                "give the id of the Microsoft Entra tenant, or leave all of Hub__Entra__ out");
        else if (!Guid.TryParseExact(tenant, "D", out _))
            settings.Wrong("Hub__Entra__TenantId", "is not a tenant's id", "give it as 8-4-4-4-12 hexadecimal digits");
        var authority = settings.Url("Hub__Entra__Authority");
        if (authority is { Scheme: "http", IsLoopback: false })
            settings.Wrong("Hub__Entra__Authority", "is not https", "give an address that begins with https://, or leave it out");
        return new EntraOptions(
            authority ?? new Uri($"https://login.microsoftonline.com/{tenant}/v2.0"),
            audience ?? "",
            settings.Text("Hub__Entra__Role") ?? UsualRole,
            // Registrations that ask for tokens of the first version get them from the older address.
            authority is null ? [$"https://sts.windows.net/{tenant}/"] : [])
        {
            IdentityClientId = settings.Text("AZURE_CLIENT_ID"),
        };
    }
}
