using HubFunctions.Plans;

namespace HubFunctions.Http;

/// <summary>What partners' secrets and the tokens of links are derived from.</summary>
/// <param name="Previous">During a rotation.</param>
public sealed record SigningKeys(byte[] Current, byte[]? Previous)
{
    /// <summary>The one in force first.</summary>
    public IReadOnlyList<byte[]> All { get; } = Previous is null ? [Current] : [Current, Previous];

    public static SigningKeys Read(SettingsReader settings) => new(
        settings.Key("Hub__SigningKey", required: !settings.HasDefaults) ?? [.. "a signing key for local runs only"u8],
        settings.Key("Hub__PreviousSigningKey", required: false));
}
