namespace HubFunctions.Reminders;

/// <summary>What the organisation's directory knows of people.</summary>
public interface IDirectory
{
    /// <summary>Those of the addresses with automatic replies on at an instant. Unknown people and a directory that is away count as present.</summary>
    Task<IReadOnlySet<string>> AwayAsync(IReadOnlyCollection<string> addresses, DateTimeOffset now, CancellationToken stop);
}

/// <summary>No directory is configured: everybody is there.</summary>
public sealed class NoDirectory : IDirectory
{
    public Task<IReadOnlySet<string>> AwayAsync(IReadOnlyCollection<string> addresses, DateTimeOffset now, CancellationToken stop) =>
        Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());
}
