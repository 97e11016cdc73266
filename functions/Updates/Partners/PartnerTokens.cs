using System.Text;
using HubFunctions.Http;

namespace HubFunctions.Updates;

/// <summary>Asks the partner's record as it was a moment ago, as every call of a partner does: a revoked token is refused by
/// every instance within
/// <see cref="PartnerDirectory.RevokedWithin"/>.</summary>
public sealed class PartnerTokens(PartnerDirectory partners, TimeProvider clock) : IPartnerTokens
{
    public async ValueTask<bool> AnyAsync(string partner, Func<string, bool> isIt, CancellationToken stop)
    {
        // Another instance may just have made a new token: no refusal rests on an older record.
        return IsAny(await partners.FindAsync(partner, PartnerDirectory.Age, stop), isIt)
            || IsAny(await partners.FindAsync(partner, PartnerDirectory.AgeAfterFailure, stop), isIt);
    }

    private bool IsAny(KnownPartner? partner, Func<string, bool> isIt)
    {
        var now = clock.GetUtcNow();
        var found = false;
        foreach (var credential in partner?.Credentials.Where(c => c.Until > now) ?? [])
            found |= isIt(Encoding.ASCII.GetString(credential.Token));
        return found;
    }
}
