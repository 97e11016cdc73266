using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>A reminder in somebody's digest.</summary>
/// <param name="Role">Why this person is told; the nearest, where there are several.</param>
/// <param name="For">The owner whose item it is, in its plan; null when it has none.</param>
/// <param name="Keys">What the ledger remembers once the digest is out.</param>
public sealed record DigestLine(Reminder Reminder, Role Role, Recipient To, Owner? For, IReadOnlyList<string> Keys);
