namespace HubFunctions.Http;

/// <summary>One thing wrong in a body, and how to fix it.</summary>
/// <param name="Pointer">JSON pointer to the field, such as /data/health. A name that the sender chose and that may be an e-mail
/// address is left out.</param>
/// <param name="Code">A stable word for programs.</param>
/// <param name="Detail">What is wrong and how to fix it, for people. Never repeats more of the input than an id.</param>
public sealed record FieldError(string Pointer, string Code, string Detail)
{
    public string Pointer { get; init; } = Pointer.Contains('@', StringComparison.Ordinal)
        ? string.Join('/', Pointer.Split('/').Select(part => part.Contains('@', StringComparison.Ordinal) ? "…" : part))
        : Pointer;
}
