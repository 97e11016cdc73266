using System.Text.Json.Serialization;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Every public text that the guard holds back, whatever was decided on it, found by judging the plans as they
/// are.</summary>
public sealed class HeldList(IPlanStore plans, AllPlans all, HubClock calendar)
{
    private const int Page = 20;
    private const int MaxPages = 10;

    /// <param name="only">One plan; null for all that are public.</param>
    public async Task<PlansRead<HeldItem>> ReadAsync(string? only, CancellationToken stop)
    {
        if (only is not null)
            return new([.. await OfPlanAsync(only, stop) ?? []], []);
        var read = await all.ReadAsync(OfPlanAsync, stop);
        return new([.. read.Found.SelectMany(h => h)], read.Unread);
    }

    /// <returns>Null where the plan is not public.</returns>
    private async Task<IReadOnlyList<HeldItem>?> OfPlanAsync(string id, CancellationToken stop)
    {
        if (await plans.FindAsync(id, stop) is not { } plan || !plan.Plan.IsPublic())
            return null;
        var items = plan.Items.ToDictionary(i => i.Id, StringComparer.Ordinal);
        List<PlanItem> undecided = [.. plan.Items.Select(i => i with { State = i.State with { Decisions = null } })];
        return [.. PublicView.Of(plan.Plan, undecided, calendar.Today).Held.Select(Item).DistinctBy(h => h.Id)];

        HeldItem Item(HeldText text)
        {
            var key = HeldDecision.IdOf(id, text.Item, text.Field, text.Text);
            var decision = text.Item is null ? null : items[text.Item].State.DecisionOn(key);
            return new(key, id, text.Item, text.Field, text.Text, text.Reason, decision);
        }
    }

    public async Task<HeldView> ViewAsync(HeldItem held, CancellationToken stop)
    {
        var (since, partner) = await SinceAsync(held, stop);
        return new(held.Id, held.Plan, held.Item, held.Field, held.Text, held.Reason, since, partner);
    }

    /// <summary>When the text came, and from whom: the oldest entry of the newest run that has it.</summary>
    private async Task<(DateTimeOffset? Since, string? Partner)> SinceAsync(HeldItem held, CancellationToken stop)
    {
        HistoryEntry? first = null;
        long? before = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var entries = await plans.HistoryAsync(held.Plan, held.Item ?? StoredHeader.HistoryId, before, Page, stop);
            foreach (var entry in entries)
            {
                before = entry.Sequence;
                if (entry.State is null && entry.Definition is null && entry.Plan is null)
                    continue;
                if (!Has(entry, held.Text))
                    return Of(first, entry, held);
                first = entry;
            }

            if (entries.Count < Page)
                break;
        }

        return (first?.At, PartnerOf(first, held));
    }

    private static (DateTimeOffset? Since, string? Partner) Of(HistoryEntry? first, HistoryEntry before, HeldItem held) =>
        ((first ?? before).At, PartnerOf(first, held));

    private static string? PartnerOf(HistoryEntry? entry, HeldItem held) =>
        entry is { Update: not null } && held.Field is "summary" or "measures" ? entry.By : null;

    /// <summary>Text of a definition stays until an entry brings another definition.</summary>
    private static bool Has(HistoryEntry entry, string text) =>
        entry.State is { } state
            && (state.Summary == text
                || state.Measures.Any(m => m.Id == text || m.Unit == text || m.Period == text || m.Source == text))
        || (entry.State is null || entry.Definition is not null)
            && HubJson
                .Store(entry.Definition ?? (object?)entry.Plan ?? "")
                .Contains(HubJson.Store(text), StringComparison.Ordinal);
}

/// <param name="Decision">What the office decided on it; null while it waits.</param>
public sealed record HeldItem(
    string Id,
    string Plan,
    string? Item,
    string Field,
    string Text,
    string Reason,
    HeldDecision? Decision)
{
    /// <summary>Whatever prints it must not print the text.</summary>
    public override string ToString() => $"{Id} in {Plan}";
}

/// <param name="Since">When the hub stored the text (UTC, the hub's calendar); null where history does not say.</param>
/// <param name="Partner">Who sent it; null for the plan's own words.</param>
public sealed record HeldView(
    string Id,
    string Plan,
    string? Item,
    string Field,
    string Text,
    string Reason,
    DateTimeOffset? Since,
    string? Partner);

/// <param name="Unread">Ids of plans whose stored rows cannot be read; null where there is none.</param>
public sealed record HeldPage(
    IReadOnlyList<HeldView> Held,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Unread = null);
