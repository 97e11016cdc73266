using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>Decisions that the Board is asked for, one a line. Pure.</summary>
public static class DecisionsForm
{
    /// <summary>Of what somebody looked at.</summary>
    public const string Version = "version";
    public const string Field = "decisions";

    public const int Most = 30;
    public const int MaxText = 500;

    public static (IReadOnlyList<string> Decisions, IReadOnlyList<FieldError> Errors) Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(OneLine.Of).Where(line => line.Length > 0).ToList();
        if (lines.Count > Most)
            return ([], [new(Field, "too-many", $"There are {lines.Count} lines: at most {Most} decisions are taken")]);
        return lines.FindIndex(line => line.Length > MaxText) is var at and >= 0
            ? ([], [new(Field, "too-long", $"Decision {at + 1} has more than {MaxText} characters: shorten it")])
            : (lines, []);
    }
}
