using System.Globalization;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>Whether what an update makes of its item fits into storage, and what to shorten when it does not. Pure.</summary>
internal static class UpdateSize
{
    /// <param name="item">The item's row as it would be.</param>
    /// <param name="history">The history row of this update, with the state after it.</param>
    public static FieldError? Refusal(Update update, RowSize item, RowSize history)
    {
        var stored = Math.Max(item.Stored, history.Stored);
        if (stored > RowSize.MaxStored)
            return Error(update, stored, RowSize.MaxStored);
        var sent = item.Sent + history.Sent;
        return sent > PlanCommit.MaxBytes - PlanCommit.Reserved
            ? Error(update, sent, PlanCommit.MaxBytes - PlanCommit.Reserved)
            : null;
    }

    private static FieldError Error(Update update, int bytes, int most)
    {
        var (pointer, length) = Fields(update).MaxBy(f => f.Length);
        return new(
            pointer,
            "too-large",
            string.Create(
                CultureInfo.InvariantCulture,
                $"With this update the deliverable would take {bytes} bytes in storage and at most {most} fit. This field takes "
                    + $"the most, about {2 * length}: shorten it. Quotes, backslashes and emoji take several bytes each."));
    }

    private static IEnumerable<(string Pointer, int Length)> Fields(Update update) =>
    [
        ("/summary", Length(update.Summary)),
        ("/note", Length(update.Note)),
        ("/risks", Length(update.Risks)),
        ("/next", Length(update.Next)),
        ("/forecast", Length(update.Forecast)),
        ("/measures", Length(update.Measures)),
        ("/evidence", Length(update.Evidence)),
        ("/reporter", Length(update.Reporter)),
    ];

    private static int Length<T>(T? value) => value is null ? 0 : HubJson.Store(value).Length;
}
