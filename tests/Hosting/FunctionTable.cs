using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>functions.txt beside this file: what the hub promises to have, written by hand and not made from its code.</summary>
internal static class FunctionTable
{
    public static IReadOnlyList<ExpectedFunction> All { get; } =
        [.. File.ReadLines(Path.Combine(NodeTools.TestsFolder, "Hosting", "functions.txt")).Select(Read)];

    private static ExpectedFunction Read(string line) =>
        line.Split('|', StringSplitOptions.TrimEntries) switch
        {
            [var name, "timer", _, var schedule] => new(name, ExpectedAccess.Timer, [], null, schedule),
            [var name, var access, var methods, var route] => new(
                name,
                Enum.Parse<ExpectedAccess>(access, ignoreCase: true),
                methods.Split(' '),
                route,
                null),
            _ => throw new FormatException(line),
        };
}

internal enum ExpectedAccess
{
    Office,
    Anyone,

    /// <summary>Asks for a session, or is where one signs in.</summary>
    Page,
    Timer,
}

internal sealed record ExpectedFunction(
    string Name,
    ExpectedAccess Access,
    IReadOnlyList<string> Methods,
    string? Route,
    string? Schedule);
