using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>"The date means something else": an owner's or the office's own words in place of the plan's, which stay.</summary>
public static class DateMeanings
{
    /// <param name="words">Empty goes back to the plan's own words.</param>
    /// <param name="by">Owner id, or <see cref="Acting.Name"/> of the office.</param>
    /// <param name="at">UTC, the hub's calendar.</param>
    public static ItemState WithMeaning(
        this ItemState state,
        string words,
        string by,
        DateTimeOffset at,
        PlanHeader plan,
        ItemDefinition item,
        ITimescaleReader reader)
    {
        var meaning = string.IsNullOrWhiteSpace(words) ? null : new DateMeaning(words.Trim(), by, at);
        return ItemDates.Resolve(reader, plan, item, state with { Reading = state.Reading with { Override = meaning } });
    }
}
