namespace HubFunctions.Mail;

/// <summary>What the organisation's directory knows of people. A directory that is unavailable, or does not know somebody, has
/// nothing to say.</summary>
public interface IDirectory
{
    /// <summary>Those of the addresses with automatic replies on.</summary>
    Task<IReadOnlySet<string>> AwayAsync(IReadOnlyCollection<string> addresses, DateTimeOffset now, CancellationToken stop);

    Task<Person?> ManagerAsync(string address, CancellationToken stop);
}

/// <summary>A directory that also knows until when somebody is away.</summary>
public interface IAbsences
{
    /// <summary>Those of the addresses with automatic replies on.</summary>
    Task<IReadOnlyList<Absence>> AbsencesAsync(IReadOnlyCollection<string> addresses, DateTimeOffset now, CancellationToken stop);
}

public static class Absences
{
    /// <summary>Who is away, with until when where the directory says so.</summary>
    public static async Task<IReadOnlyList<Absence>> AbsencesAsync(
        this IDirectory directory, IReadOnlyCollection<string> addresses, DateTimeOffset now, CancellationToken stop) =>
        directory is IAbsences absences
            ? await absences.AbsencesAsync(addresses, now, stop)
            : [.. (await directory.AwayAsync(addresses, now, stop)).Select(address => new Absence(address, null))];
}

/// <param name="Until">When automatic replies end (UTC); null where nobody has said so.</param>
public sealed record Absence(string Address, DateTimeOffset? Until);

public sealed record Person(string Address, string? Name);

/// <summary>No directory is configured: everybody is there, and nobody's manager is known.</summary>
public sealed class NoDirectory : IDirectory
{
    public Task<IReadOnlySet<string>> AwayAsync(
        IReadOnlyCollection<string> addresses, DateTimeOffset now, CancellationToken stop) =>
        Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());

    public Task<Person?> ManagerAsync(string address, CancellationToken stop) => Task.FromResult<Person?>(null);
}
