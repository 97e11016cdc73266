namespace HubFunctions.Http;

/// <summary>Anyone may call this function: it is public, or checks its callers itself (partners' signatures, signed links).
/// Without it only the programme office may.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnyoneAttribute : Attribute;
