namespace HubFunctions.Plans;

/// <summary>What is stored of a message in one plan, and what follows for a body under its id. Pure: the one rule for
/// ids.</summary>
internal sealed record MessageRows(IReadOnlyList<Acceptance> Rows)
{
    /// <summary>One more than the highest number read: of all who know these rows, only the first to insert goes on.</summary>
    public int NextOrdinal => Rows.Count == 0 ? 0 : Rows.Max(r => r.Ordinal) + 1;

    /// <summary>The body of which anything was stored first binds the id.</summary>
    public bool ConflictWith(string bodyHash) =>
        Rows.Count > 0 && Rows.OrderBy(r => r.At).ThenBy(r => r.Ordinal).First().BodyHash != bodyHash;

    /// <summary>Rows of this body: what was acknowledged stays so, whatever else lies under the id.</summary>
    public IEnumerable<Acceptance> Of(string bodyHash) => Rows.Where(r => r.BodyHash == bodyHash);

    /// <summary>Updates of this body that are stored, by index.</summary>
    public IEnumerable<UpdateOutcome> Stored(string bodyHash) =>
        Of(bodyHash).SelectMany(r => r.Outcomes).Where(o => o.Outcome != Outcome.Quarantined);
}
