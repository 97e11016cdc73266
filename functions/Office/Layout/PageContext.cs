using HubFunctions.Http;

namespace HubFunctions.Office;

/// <summary>What every page knows apart from its own matter.</summary>
/// <param name="Title">Of the page: its one h1 says the same.</param>
/// <param name="Session">Null on pages that anyone may see.</param>
public sealed record PageContext(string Title, Council Council, Session? Session, FormTokens Forms)
{
    /// <summary>What of the form that was sent has to be put right; the page then says so first.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>What was done with the form before; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>Part of the site that this page belongs to, as in the navigation.</summary>
    public string Section { get; init; } = "";

    /// <summary>Address of the page's script, without which it works too; null for none.</summary>
    public string? Script { get; init; }

    /// <summary>Whether who looks is limited to some of the plans.</summary>
    public bool IsLimited { get; init; }

    public string FullTitle => $"{(Errors.Count > 0 ? "Error: " : "")}{Title} – {Council.Name}";

    public bool MayEdit => Session?.Role == SessionRole.Editor;

    /// <param name="function">Name of the function that the form is sent to.</param>
    public string Token(string function) => Session is null ? "" : Forms.Of(Session, function);

    public string? ErrorOf(string field) => Errors.FirstOrDefault(e => e.Pointer == field)?.Detail;
}
