using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>What the pages of packs have in common: the pack in an address, its parts and its title.</summary>
public sealed class PackPages(OfficePages pages, TablePacks packs, PackComposer composer)
{
    /// <summary>The day of the meeting; null when it is none.</summary>
    public static DateOnly? Board(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && EnteredDates.Hold(day) ? day : null;

    public static string Address(string plan, DateOnly board) =>
        string.Create(CultureInfo.InvariantCulture, $"/office/plans/{plan}/packs/{board:yyyy-MM-dd}");

    public static string Title(DateOnly board) => $"Board pack, {Say.Day(board)}";

    /// <returns>The frozen pack, or else its draft; null when there is no such plan or day.</returns>
    public async Task<OpenPack?> FindAsync(HttpRequest request)
    {
        if (Board(request.Route("pack")) is not { } board)
            return null;
        if (await packs.FindAsync(request.Plan(), board, 0, request.Stop()) is not { } frozen)
            return await composer.ComposeAsync(request.Plan(), board, request.Stop()) is { } draft
                ? new(draft.Pack, [], null, draft) : null;
        var supplements = (await packs.ListAsync(request.Plan(), request.Stop())).Where(h => h.Board == board && h.Number > 0)
            .ToList();
        var read = new List<FrozenPack>();
        foreach (var head in supplements)
        {
            if (await packs.FindAsync(request.Plan(), board, head.Number, request.Stop()) is { } supplement)
                read.Add(supplement);
        }

        return new(PackHash.Read<Pack>(frozen.Document), read, frozen, null);
    }

    public Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(request, 404, "There is no such pack",
            "A pack stands under the day of its meeting, such as 2022-06-22. The plan’s packs are listed under Board.");
}

/// <param name="Frozen">Null for a draft.</param>
/// <param name="Draft">Null for a frozen pack.</param>
public sealed record OpenPack(Pack Pack, IReadOnlyList<FrozenPack> Supplements, FrozenPack? Frozen, ComposedPack? Draft)
{
    public IReadOnlyList<PackSupplement> SupplementTexts { get; } =
        [.. Supplements.Select(s => PackHash.Read<PackSupplement>(s.Document))];

    public IReadOnlyList<PackBlock> Outline => PackOutline.Of(Pack, SupplementTexts);

    /// <summary>In one line.</summary>
    public string Standing => Frozen is { } frozen
        ? $"Frozen on {LondonTime.Say(frozen.Head.At)} by {frozen.Head.By}. SHA-256 {frozen.Head.Hash}"
        : $"Draft: figures as at {Say.Day(Pack.AsAt)}";
}
