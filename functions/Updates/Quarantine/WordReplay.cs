using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Gives a partner a word and replays what was refused for it, each through the same door as by itself.</summary>
public sealed class WordReplay(Quarantine quarantine, Replay replay, TablePartnerStore partners, PartnerDirectory directory)
{
    /// <summary>Refused updates of one partner that are looked at.</summary>
    public const int MostLookedAt = 1_000;

    /// <summary>Replayed with one press; the next takes more.</summary>
    public const int MostAtOnce = 200;

    private const int MaxTries = 5;
    private const int PageSize = 100;

    /// <summary>Unknown words of a page of refused updates, counted over all that their partners sent.</summary>
    public async Task<IReadOnlyList<UnknownWord>> WaitingAsync(IReadOnlyList<QuarantineEntry> page, CancellationToken stop)
    {
        var words = new List<UnknownWord>();
        foreach (var partner in UnknownWords.In(page).Select(w => w.Partner).Distinct())
            words.AddRange(UnknownWords.In(await WaitingAsync(partner, stop)));
        return words;
    }

    public async Task<int> CountAsync(UnknownWord word, CancellationToken stop) =>
        (await WaitingAsync(word.Partner, stop)).Count(word.IsIn);

    /// <summary>Pressed twice, the second finds the word there and nothing left to replay.</summary>
    /// <returns>What became of each, the oldest first, and how many wait for another press.</returns>
    internal async Task<(
        AddedWord Added,
        IReadOnlyList<ReplayedEntry> Outcomes,
        int Left)> RunAsync(UnknownWord word, StatusMeaning meaning, CancellationToken stop)
    {
        var added = await AddAsync(word, meaning, stop);
        if (added != AddedWord.Done)
            return (added, [], 0);
        var waiting = (await WaitingAsync(word.Partner, stop)).Where(word.IsIn).Reverse().ToList();
        var outcomes = new List<ReplayedEntry>();
        foreach (var entry in waiting.Take(MostAtOnce))
            outcomes.Add(Of(entry, await replay.JudgeAsync(entry, null, stop)));
        return (added, outcomes, waiting.Count - outcomes.Count);
    }

    private static ReplayedEntry Of(QuarantineEntry entry, Replayed replayed) => replayed switch
    {
        Replayed.Judged { Answer.Results: [var result, ..] } => new(entry, result.Outcome, []),
        Replayed.Refused { Errors: var errors } => new(entry, Outcome.Quarantined, errors),
        _ => new(entry, null, []),
    };

    private async Task<AddedWord> AddAsync(UnknownWord word, StatusMeaning meaning, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            if (await partners.FindAsync(word.Partner, stop) is not { } stored)
                return AddedWord.NoPartner;
            if (new StatusWords(stored.Partner.StatusWords).Of(word.Word) is { } known)
                return known == meaning ? AddedWord.Done : AddedWord.OtherMeaning;
            if (stored.Partner.StatusWords.Count >= PartnerLimits.StatusWords)
                return AddedWord.TooMany;
            var words = new Dictionary<string, StatusMeaning>(stored.Partner.StatusWords, StringComparer.Ordinal);
            words[word.Word] = meaning;
            if (!await partners.SaveAsync(stored.Partner with { StatusWords = words }, stored, stop))
                continue;
            directory.Forget(word.Partner);
            return AddedWord.Done;
        }

        return AddedWord.Busy;
    }

    private async Task<List<QuarantineEntry>> WaitingAsync(string partner, CancellationToken stop)
    {
        var waiting = new List<QuarantineEntry>();
        string? after = null;
        do
        {
            (var entries, after) = await quarantine.ListAsync(partner, after, PageSize, stop);
            waiting.AddRange(entries);
        }
        while (after is not null && waiting.Count < MostLookedAt);

        return waiting;
    }
}

public enum AddedWord
{
    /// <summary>The partner has the word with this meaning.</summary>
    Done,
    OtherMeaning,
    TooMany,
    Busy,
    NoPartner,
}

/// <param name="Outcome">Null where it can never be stored.</param>
/// <param name="Errors">Why it is still refused.</param>
public sealed record ReplayedEntry(QuarantineEntry Entry, Outcome? Outcome, IReadOnlyList<FieldError> Errors);
