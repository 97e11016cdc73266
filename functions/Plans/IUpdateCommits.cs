using System.Text.Json.Serialization;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>Takes in validated updates: exactly once in effect, durable before it returns. Webhook intake, replay and the respond
/// page all end here.</summary>
/// <remarks>A message's id is known per plan. The first body of which anything was stored there binds it; a body that was refused
/// whole binds nothing; another body stores nothing in that plan. Only stored rows decide, never a process's memory.</remarks>
public interface IUpdateCommits
{
    /// <exception cref="StorageUnavailableException">Storage is unavailable: nothing may be acknowledged, a repeat is
    /// safe.</exception>
    Task<MessageResult> AcceptAsync(UpdateMessage message, CancellationToken stop);
}

/// <param name="Source">Partner id, or "owner": the space in which <paramref name="Key"/> is unique.</param>
/// <param name="Key">Stable key of the message, of id characters: the same for every repeat.</param>
/// <param name="BodyHash">SHA-256 of the raw body, hex: a repeat with another body is refused.</param>
/// <param name="By">Partner or owner id, for the history.</param>
/// <param name="Updates">With their index in the message; those that the caller refuses are left out.</param>
public sealed record UpdateMessage(
    string Source, string Key, string BodyHash, string Receipt, string By, IReadOnlyList<IndexedUpdate> Updates)
{
    /// <summary>When it arrived (UTC, the hub's calendar), where that was before now: loaded with the samples.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>What the office did so that it is stored; null where it came by itself.</summary>
    public string? Reason { get; init; }

    /// <summary>Updates of the message that the caller refuses, unless they are stored from an earlier time.</summary>
    public IReadOnlyList<RefusedUpdate> Refused { get; init; } = [];

    /// <summary>What is stored of it is read in every plan before anything is committed. Only a message that is one single update
    /// may do without: whatever is stored of it has the first row, which the insert meets.</summary>
    public bool ReadsFirst { get; init; } = Updates is not [{ Index: 0 }];
}

public sealed record IndexedUpdate(int Index, Update Update);

public sealed record RefusedUpdate(int Index, string Plan);

public abstract record MessageResult
{
    /// <param name="Outcomes">One for every update of the message, by index; of those that the caller refuses, one for each that
    /// is stored.</param>
    public sealed record Accepted(string Receipt, IReadOnlyList<UpdateOutcome> Outcomes) : MessageResult;

    /// <summary>The key is known with another body and nothing of this one is stored (409).</summary>
    public sealed record DifferentBody : MessageResult;
}

/// <param name="Sequence">The item's history number of this update; null when it was refused (quarantine it).</param>
public sealed record UpdateOutcome(
    int Index,
    Outcome Outcome,
    string Plan,
    string Deliverable,
    long? Sequence,
    IReadOnlyList<FieldError>? Errors = null)
{
    /// <summary>What the first answer warns of; it is not kept with the message.</summary>
    [JsonIgnore]
    public IReadOnlyList<FieldError> Doubts { get; init; } = [];

    /// <summary>The same as told to a sender who sends it again: the number stays, nothing changes.</summary>
    public UpdateOutcome Repeated() => Outcome == Outcome.Quarantined ? this : this with { Outcome = Outcome.Duplicate };
}

public enum Outcome
{
    Stored,
    Duplicate,
    Late,
    Quarantined,
}
