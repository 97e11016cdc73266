namespace HubFunctions.Http;

/// <summary>The tokens with which a partner may sign in at this moment.</summary>
public interface IPartnerTokens
{
    /// <param name="isIt">Tells the token that is asked about.</param>
    /// <returns>False too when there is no such partner.</returns>
    ValueTask<bool> AnyAsync(string partner, Func<string, bool> isIt, CancellationToken stop);
}
