namespace HubFunctions.Http;

/// <summary>How much a caller may send to this function.</summary>
/// <param name="bytes">As they come over the wire; more is answered 413.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MaxBodyAttribute(long bytes) : Attribute
{
    /// <summary>Bytes, where a function does not say: a plan as JSON.</summary>
    public const long Usual = 32 * 1024 * 1024;

    public long Bytes => bytes;
}
