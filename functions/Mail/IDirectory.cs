namespace HubFunctions.Mail;

/// <summary>What the organisation's directory knows of people. A directory that is unavailable, or does not know somebody, has nothing
/// to say.</summary>
public interface IDirectory
{
    /// <summary>Those of the addresses with automatic replies on.</summary>
    Task<IReadOnlySet<string>> AwayAsync(IReadOnlyCollection<string> addresses, DateTimeOffset now, CancellationToken stop);

    Task<Person?> ManagerAsync(string address, CancellationToken stop);
}

public sealed record Person(string Address, string? Name);

/// <summary>No directory is configured: everybody is there, and nobody's manager is known.</summary>
public sealed class NoDirectory : IDirectory
{
    public Task<IReadOnlySet<string>> AwayAsync(
        IReadOnlyCollection<string> addresses, DateTimeOffset now, CancellationToken stop) =>
        Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());

    public Task<Person?> ManagerAsync(string address, CancellationToken stop) => Task.FromResult<Person?>(null);
}
