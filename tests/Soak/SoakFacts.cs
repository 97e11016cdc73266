using System.Collections.Concurrent;

namespace HubFunctions.Tests.Soak;

/// <summary>What the senders know: the checker holds storage and mails against it.</summary>
internal sealed class SoakFacts
{
    /// <summary>By what each change says, which is unlike any other's.</summary>
    public ConcurrentDictionary<string, SentChange> Changes { get; } = [];

    /// <summary>The title that a plan was given last, by plan.</summary>
    public ConcurrentDictionary<string, string> Titles { get; } = [];

    public List<ExpectedMail> ExpectedMails { get; init; } = [];

    /// <summary>What the provider took, with or without an answer.</summary>
    public ConcurrentQueue<TakenMail> Mails { get; } = [];

    /// <summary>Addresses, secrets and marks of what is internal.</summary>
    public ConcurrentBag<string> Secrets { get; } = [];

    /// <summary>Answers that the contract does not allow.</summary>
    public ConcurrentQueue<string> Unexpected { get; } = [];

    public string Logs { get; set; } = "";

    /// <param name="kind">update, edit or reply.</param>
    public void Sent(string kind, string plan, string item, string text) =>
        Changes.TryAdd(text, new SentChange(kind, plan, item, text));

    public void Acknowledged(string text) => Changes[text].IsAcknowledged = true;
}

/// <param name="Text">The summary of an update or reply, the reason of an edit.</param>
internal sealed record SentChange(string Kind, string Plan, string Item, string Text)
{
    public bool IsAcknowledged { get; set; }
}

internal sealed record TakenMail(string To, string MessageId, string Text);
