using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>When and how reminders go out. Times are London time.</summary>
public sealed record ReminderOptions
{
    /// <summary>Days before the earliest plausible due date; 0 is the day itself.</summary>
    public IReadOnlyList<int> LeadDays { get; init; } = [30, 14, 7, 1, 0];
    public TimeOnly SendFrom { get; init; } = new(8, 0);
    public TimeOnly SendUntil { get; init; } = new(18, 0);

    /// <summary>Weekdays on which an overdue deliverable is mentioned again. The first of them in a month also carries the
    /// monthly reminders.</summary>
    public IReadOnlyList<DayOfWeek> OverdueOn { get; init; } = [DayOfWeek.Monday];

    /// <summary>Working days overdue without an update before the owner's escalation contact is told; after twice as many, the
    /// board secretary.</summary>
    public int GraceWorkingDays { get; init; } = 10;

    /// <summary>How far back a reminder that did not go out is still caught up, in calendar days; longer after an
    /// outage.</summary>
    public int LookBackDays { get; init; } = 7;

    /// <summary>Who gets what nobody else can be told: the programme office's mailbox.</summary>
    public string OfficeAddress { get; init; } = "";
    public int MaxLead => LeadDays.Count == 0 ? 0 : LeadDays.Max();

    public static ReminderOptions Read(SettingsReader settings)
    {
        var options = new ReminderOptions
        {
            LeadDays = LeadDaysOf(settings),
            SendFrom = settings.Time("Hub__Reminders__SendFrom", new(8, 0)),
            SendUntil = settings.Time("Hub__Reminders__SendUntil", new(18, 0)),
        };
        if (options.SendFrom >= options.SendUntil)
            settings.Wrong(
                "Hub__Reminders__SendUntil",
                "is not after Hub__Reminders__SendFrom",
                "give a later time of day, such as 18:00");
        return options;
    }

    private static List<int> LeadDaysOf(SettingsReader settings)
    {
        const string name = "Hub__Reminders__LeadDays";
        var days = new List<int>();
        foreach (var part in (settings.Text(name) ?? "30,14,7,1,0").Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day > 366)
            {
                settings.Wrong(
                    name,
                    "is not a list of days",
                    "give whole numbers from 0 to 366 with commas, such as 30,14,7,1,0");
                return [0];
            }

            days.Add(day);
        }

        return [.. days.Distinct().OrderDescending()];
    }
}
