using HubFunctions.Http;

namespace HubFunctions.Hosting;

/// <summary>Exchanges a key for a session. Each try takes a place of its network for a minute, and gives it back when the key is
/// right: so no more wrong ones are looked at than there are places, however many come at once.</summary>
public sealed class SignIn(TableSessions sessions, TableSignIns counts, TableOfficePeople people, OfficeOptions office,
    TimeProvider clock)
{
    /// <summary>Wrong keys in <see cref="Minute"/>.</summary>
    public static readonly PlaceLimit Limit = new("network", 5);

    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <param name="isRight">Judges the key.</param>
    public async Task<SignInResult> TryAsync(
        HttpRequest request, string key, SessionRole role, string person, string? partner, Func<ValueTask<bool>> isRight)
    {
        var place = await counts.TakeAsync(
            Limit,
            ClientNetwork.Of(request.HttpContext),
            clock.GetUtcNow() + Minute,
            request.Stop());
        if (place.Wait is { } wait)
            return new SignInResult.TooMany(wait);
        if (!await isRight())
            return new SignInResult.Wrong();
        await counts.MoveAsync(place, null, request.Stop());
        await EnterAsync(request, role, person, partner, key);
        return new SignInResult.SignedIn();
    }

    /// <summary>Somebody of the office whom the tenant has vouched for. As every session of the office, it ends with the admin
    /// key.</summary>
    /// <param name="account">Who it is by the tenant.</param>
    public async Task EnterAsync(HttpRequest request, SessionRole role, string person, string account)
    {
        await people.SeenAsync(account, person, role, request.Stop());
        await EnterAsync(request, role, person, null, office.AdminKey, account);
    }

    private async Task EnterAsync(
        HttpRequest request, SessionRole role, string person, string? partner, string key, string? account = null)
    {
        if (SessionCookie.Read(request) is { } former)
            await sessions.DeleteAsync(former, request.Stop());
        var session = await sessions.AddAsync(role, person, partner, key, request.Stop(), account);
        SessionCookie.Set(request, session, TableSessions.Lifetime);
    }
}

public abstract record SignInResult
{
    public sealed record SignedIn : SignInResult;

    public sealed record Wrong : SignInResult;

    public sealed record TooMany(TimeSpan Wait) : SignInResult;
}
