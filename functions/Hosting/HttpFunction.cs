using System.Reflection;
using HubFunctions.Http;

namespace HubFunctions.Hosting;

/// <summary>A function that is called by HTTP, as the attributes of its method say.</summary>
/// <param name="Route">Whole, without a slash before it.</param>
/// <param name="Methods">In capitals; HEAD and OPTIONS are listed like the others.</param>
public sealed record HttpFunction(MethodInfo Method, string Name, string Route, IReadOnlyList<string> Methods)
{
    /// <summary>Only the programme office may call it, with its key.</summary>
    public bool IsOffice { get; } = !Method.IsDefined(typeof(AnyoneAttribute)) && !Method.IsDefined(typeof(PageAttribute));

    /// <summary>Null for what is no page.</summary>
    public PageAccess? Page { get; } = Method.GetCustomAttribute<PageAttribute>()?.Access;

    /// <summary>Bytes.</summary>
    public long MaxBody { get; } = Method.GetCustomAttribute<MaxBodyAttribute>()?.Bytes ?? MaxBodyAttribute.Usual;

    public bool NeedsStorage { get; } = !Method.IsDefined(typeof(NeedsNoStorageAttribute));
}
