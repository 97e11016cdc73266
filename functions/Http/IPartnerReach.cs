namespace HubFunctions.Http;

/// <summary>Whether a partner is wholly within what the caller may see.</summary>
public interface IPartnerReach
{
    /// <returns>False too when there is no such partner; true for whoever is not limited.</returns>
    ValueTask<bool> IncludesAsync(string partner, CancellationToken stop);
}
