using System.Security.Cryptography;
using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>The programme office enters who may report, and gives new secrets. A repeat of a request that named itself is
/// answered with the same secret for a while: it is derived, so that none has to be kept.</summary>
public sealed class PartnerEntry(TablePartnerStore store, PartnerDirectory directory, HubClock calendar, TimeProvider clock)
{
    private const int MaxTries = 5;

    /// <param name="entered">As asked for; what is not asked for stays.</param>
    /// <param name="issue">See <see cref="Named"/>.</param>
    /// <param name="isSeen">Whether it may follow on what is stored now, null for nothing; any time when left out.</param>
    public async Task<PartnerEntered> PutAsync(
        Partner entered, SecretRequest? issue, CancellationToken stop, Func<StoredPartner?, bool>? isSeen = null)
    {
        var (mine, isNew) = (Guid.NewGuid(), false);
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var before = await store.FindAsync(entered.Id, stop);
            if (before is { Partner: var there } && (there.Attempt == mine || IsRepeat(there, issue)))
                return Stored(there, isNew || IsRepeat(there, issue));
            if (isSeen?.Invoke(before) == false)
                return new PartnerEntered.Changed();
            isNew = before is null;
            var partner = before is null
                ? entered with { Since = calendar.Now, Issued = issue, Attempt = mine }
                : entered with
                {
                    Generation = before.Partner.Generation,
                    Retired = before.Partner.Retired,
                    Since = before.Partner.Since,
                    Issued = before.Partner.Issued,
                    Attempt = mine,
                };
            if (await store.SaveAsync(partner, before, stop))
                return Stored(partner, isNew);
        }

        return new PartnerEntered.Busy();
    }

    /// <summary>A new secret and token. The old ones work for 24 hours more.</summary>
    /// <param name="revoke">They, and all that were retired before, are refused by every instance within ten seconds.</param>
    public async Task<PartnerEntered> RotateAsync(string id, bool revoke, SecretRequest? issue, CancellationToken stop)
    {
        var mine = Guid.NewGuid();
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var now = clock.GetUtcNow();
            if (await store.FindAsync(id, stop) is not { Partner: var partner } before)
                return new PartnerEntered.Missing();
            if (partner.Attempt == mine || IsRepeat(partner, issue))
                return Stored(partner, withSecrets: true);
            var retired = revoke ? [] : partner.Retired.Where(r => r.Until > now).ToList();
            if (retired.Count >= PartnerLimits.Retired)
                return new PartnerEntered.TooOften();
            if (!revoke)
                retired.Add(new RetiredGeneration(partner.Generation, now + PartnerLimits.Overlap));
            var rotated = partner with { Generation = partner.Generation + 1, Retired = retired, Issued = issue, Attempt = mine };
            if (await store.SaveAsync(rotated, before, stop))
                return Stored(rotated, withSecrets: true);
        }

        return new PartnerEntered.Busy();
    }

    /// <param name="key">By which its repeat is known; empty where it does not name itself: then a repeat is another
    /// request.</param>
    /// <param name="asked">What it asks for.</param>
    public SecretRequest? Named(string key, ReadOnlySpan<byte> asked) =>
        key.Length > 0
            ? new SecretRequest(
                Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(key), 0, .. asked])),
                clock.GetUtcNow())
            : null;

    private static bool IsRepeat(Partner partner, SecretRequest? asked) =>
        asked is not null
        && partner.Issued is { } issued
        && issued.Key == asked.Key
        && asked.At - issued.At < PartnerLimits.RepeatedFor;

    private PartnerEntered.Done Stored(Partner partner, bool withSecrets)
    {
        directory.Forget(partner.Id);
        return new(partner, withSecrets);
    }
}

public abstract record PartnerEntered
{
    /// <param name="WithSecrets">Whether the answer tells secret and token.</param>
    public sealed record Done(Partner Partner, bool WithSecrets) : PartnerEntered;

    /// <summary>It is not what was seen.</summary>
    public sealed record Changed : PartnerEntered;

    /// <summary>Others are changing it.</summary>
    public sealed record Busy : PartnerEntered;

    public sealed record Missing : PartnerEntered;

    /// <summary>As many old secrets work already as may.</summary>
    public sealed record TooOften : PartnerEntered;
}
