namespace HubFunctions.Plans;

/// <summary>Who of the programme office makes the change under way, as histories name it: "office", or "office: Ann Lee" for
/// somebody who is signed in to the pages. Never public.</summary>
/// <remarks>It follows the call, so that no page can forget to pass it on; what is done later for somebody keeps it as a
/// value.</remarks>
public static class Acting
{
    public const string Office = "office";

    private static readonly AsyncLocal<string?> Person = new();

    public static string Name => Person.Value is { } person ? $"{Office}: {person}" : Office;

    /// <returns>The person of a name in a history; null where it names nobody in particular.</returns>
    public static string? PersonOf(string by) =>
        by.StartsWith($"{Office}: ", StringComparison.Ordinal) ? by[(Office.Length + 2)..] : null;

    /// <param name="person">As they call themselves; null for nobody in particular.</param>
    public static void As(string? person) => Person.Value = person;
}
