namespace HubFunctions.OpenApi;

/// <summary>What a call is for, beyond what its attributes say.</summary>
/// <param name="Request">The body that it wants; null for none.</param>
/// <param name="Answers">Body by status; what every call of its kind may answer (401, 503) is added by the document.</param>
internal sealed record CallDescription(string Summary, Body? Request, IReadOnlyList<(int Status, Body? Body)> Answers, IReadOnlyList<string>? Query = null);

/// <param name="Type">Media type.</param>
/// <param name="Schema">Name of a schema; null where the type says all.</param>
internal sealed record Body(string Type, string? Schema)
{
    public static readonly Body Page = new("text/html", null);
    public static readonly Body Form = new("application/x-www-form-urlencoded", null);
    public static readonly Body Csv = new("text/csv", null);
    public static readonly Body Problem = new("application/problem+json", "problem");

    public static Body Json(string schema) => new("application/json", schema);
}
