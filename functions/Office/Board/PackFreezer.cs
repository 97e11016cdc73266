using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>Freezes packs and supplements: once, whoever presses, however often, and whatever answer is lost.</summary>
public sealed class PackFreezer(PackComposer composer, TablePacks packs, HubClock calendar)
{
    /// <param name="version">Of the draft that somebody looked at.</param>
    public async Task<FreezeResult> FreezeAsync(string plan, DateOnly board, string version, Session by, CancellationToken stop)
    {
        if (await packs.HeadAsync(plan, board, stop) is { } frozen)
            return new FreezeResult.Already(frozen);
        if (await composer.ComposeAsync(plan, board, stop) is not { } composed)
            return new FreezeResult.NoPlan();
        if (composed.Version != version)
            return new FreezeResult.Changed();
        var (at, person) = (Seconds(calendar.Now), Person(by));
        var document = PackHash.Write(composed.Pack with { FrozenAt = at, FrozenBy = person });
        if (!PackEntities.Fits(document))
            return new FreezeResult.TooLarge();
        var pack = Frozen(document, board, 0, at, person);
        if (await packs.FreezeAsync(plan, pack, composed.Draft, composed.Last, stop))
            return new FreezeResult.Done(pack.Head);
        // A collision is with another's pack, or with one's own whose answer was lost.
        return await packs.HeadAsync(plan, board, stop) switch
        {
            null => new FreezeResult.Changed(),
            var head when head.Hash == pack.Head.Hash => new FreezeResult.Done(head),
            var head => new FreezeResult.Already(head),
        };
    }

    /// <param name="wanted">Its number is the one that comes next on the page that somebody looked at.</param>
    public async Task<FreezeResult> AddAsync(PackHead pack, PackSupplement wanted, Session by, CancellationToken stop)
    {
        var supplement = wanted with { Corrects = pack.Link, FrozenAt = Seconds(calendar.Now), FrozenBy = Person(by) };
        var frozen = Frozen(PackHash.Write(supplement), pack.Board, wanted.Number, supplement.FrozenAt, supplement.FrozenBy);
        if (await packs.AddAsync(wanted.Plan, frozen, stop))
            return new FreezeResult.Done(frozen.Head);
        var there = await packs.FindAsync(wanted.Plan, pack.Board, wanted.Number, stop);
        return there is not null && PackHash.Read<PackSupplement>(there.Document).SaysTheSame(supplement)
            ? new FreezeResult.Already(there.Head)
            : new FreezeResult.Changed();
    }

    private static FrozenPack Frozen(byte[] document, DateOnly board, int number, DateTimeOffset at, string by)
    {
        var hash = PackHash.Of(document);
        return new(new(board, number, hash, hash, at, by, [], ""), document);
    }

    /// <summary>As the document says it.</summary>
    private static DateTimeOffset Seconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));

    private static string Person(Session session) => session.Person.Length > 0 ? session.Person : Session.Unnamed;
}

public abstract record FreezeResult
{
    public sealed record Done(PackHead Head) : FreezeResult;

    /// <summary>It was frozen before.</summary>
    public sealed record Already(PackHead Head) : FreezeResult;

    /// <summary>It is not what somebody looked at.</summary>
    public sealed record Changed : FreezeResult;

    /// <summary>More than storage takes in one transaction.</summary>
    public sealed record TooLarge : FreezeResult;

    public sealed record NoPlan : FreezeResult;
}
