using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Plans;

/// <summary>What the programme office decided on a text that the guard held back. Kept with the item's state, so that a rebuild
/// knows it.</summary>
/// <param name="Id">Of <see cref="IdOf"/>: it holds for this text only.</param>
/// <param name="Field">As in the public snapshot.</param>
/// <param name="Text">What the public sees in its place; set for <see cref="HeldOutcome.Redacted"/>.</param>
/// <param name="Message">The reason of a release, or what the partner is told of a return.</param>
/// <param name="At">UTC, the hub's calendar.</param>
public sealed record HeldDecision(string Id, string Field, HeldOutcome Outcome, string? Text, string? Message, DateTimeOffset At)
{
    /// <summary>Decisions kept with one item: the newest.</summary>
    private const int Kept = 50;

    /// <summary>Characters of their texts and messages: the rest of the item's row is for reports.</summary>
    private const int KeptText = 100_000;

    private int Length => (Text?.Length ?? 0) + (Message?.Length ?? 0);

    /// <summary>This one and the newest others that are kept, newest first. What an older one was about is held again where it is
    /// still said.</summary>
    public IReadOnlyList<HeldDecision> With(IReadOnlyList<HeldDecision>? others)
    {
        var (kept, text) = (new List<HeldDecision> { this }, Length);
        foreach (var other in (others ?? []).Where(d => d.Id != Id).Take(Kept - 1))
        {
            text += other.Length;
            if (text > KeptText)
                break;
            kept.Add(other);
        }

        return kept;
    }

    /// <summary>First 20 hex digits of SHA-256 over plan, item, field and text, a line each: a changed text is held
    /// again.</summary>
    public static string IdOf(string plan, string? item, string field, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{plan}\n{item}\n{field}\n{text}")))[..20];

    /// <summary>Whether it was decided like this already: a repeat changes nothing.</summary>
    public bool IsSameAs(HeldDecision other) => this with { At = other.At } == other;
}

public enum HeldOutcome
{
    Released,
    Redacted,
    Returned,
}
