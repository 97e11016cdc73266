using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>Who is let in as the programme office.</summary>
/// <param name="Entra">Null: the admin key alone lets the office in.</param>
public sealed record OfficeOptions(string AdminKey, EntraOptions? Entra)
{
    private const int ShortestKey = 16;

    public static OfficeOptions Read(SettingsReader settings)
    {
        var key = settings.Text("Hub__AdminKey") ?? (settings.HasDefaults ? "local-admin-key" : null);
        if (key is null)
            settings.Wrong(
                "Hub__AdminKey",
                "is missing",
                "give a random text of at least 32 characters, made with: openssl rand -base64 32");
        else if (!settings.HasDefaults && key.Length < ShortestKey)
            settings.Wrong(
                "Hub__AdminKey",
                $"is shorter than {ShortestKey} characters",
                "make one with: openssl rand -base64 32");
        return new OfficeOptions(key ?? "", EntraOptions.Read(settings));
    }
}
