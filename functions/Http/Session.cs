namespace HubFunctions.Http;

/// <summary>Somebody who is signed in to the pages.</summary>
/// <param name="Id">Secret: whoever has it is signed in.</param>
/// <param name="Person">As they call themselves; it stands beside what they change.</param>
/// <param name="Partner">Whose session it is; null for the office.</param>
/// <param name="Bound">Keyed digest of the key or token that was exchanged for it.</param>
/// <param name="Until">When it ends (UTC).</param>
public sealed record Session(string Id, SessionRole Role, string Person, string? Partner, string Bound, DateTimeOffset Until)
{
    /// <summary>The person of an office session that gave no name.</summary>
    public const string Unnamed = "Programme office";

    /// <summary>Who it is by the tenant that vouched for them; null for whoever had a key or token.</summary>
    public string? Account { get; init; }

    public bool IsOffice => Role is SessionRole.Reader or SessionRole.Editor;

    /// <summary>Whatever prints it must not print the id.</summary>
    public override string ToString() => $"{Role} until {Until:O}";
}

public enum SessionRole
{
    Reader,
    Editor,
    Partner,
}

public static class Sessions
{
    /// <summary>Who calls this page; null on the pages that anyone may see.</summary>
    public static Session? SignedIn(this HttpRequest request) => request.HttpContext.Features.Get<Session>();
}
