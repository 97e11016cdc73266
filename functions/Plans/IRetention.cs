namespace HubFunctions.Plans;

/// <summary>What a feature lets go of in time. Housekeeping asks each one every night; a feature registers its own.</summary>
public interface IRetention
{
    /// <summary>For the log.</summary>
    string Name { get; }

    /// <summary>Deletes what is past its time. Safe to cut short at any point and to run twice: the next night goes on.</summary>
    /// <returns>How many rows or entries went.</returns>
    Task<int> ExpireAsync(CancellationToken stop);
}
