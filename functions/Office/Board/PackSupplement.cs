namespace HubFunctions.Office;

/// <summary>A correction of a frozen pack: frozen itself, beside what it corrects. A text that was erased from it is
/// null.</summary>
public sealed record PackSupplement
{
    public int Schema { get; init; } = 1;

    /// <summary>Id of the plan.</summary>
    public required string Plan { get; init; }

    /// <summary>The pack that it corrects.</summary>
    public required PackLink Corrects { get; init; }

    /// <summary>Within the pack, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The part or deliverable that it is about, as entered; null for the whole.</summary>
    public string? About { get; init; }
    public string? Reason { get; init; }
    public string? Text { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset FrozenAt { get; init; }

    /// <summary>As they call themselves.</summary>
    public required string FrozenBy { get; init; }

    /// <summary>Whether somebody who sends the form again means this one.</summary>
    public bool SaysTheSame(PackSupplement other) => (About, Reason, Text) == (other.About, other.Reason, other.Text);
}
