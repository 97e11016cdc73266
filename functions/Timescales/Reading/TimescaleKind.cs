using System.Text.Json.Serialization;

namespace HubFunctions.Timescales;

/// <summary>The form of a timescale; on the wire in snake_case (<c>quarter_financial</c>).</summary>
[JsonConverter(typeof(SnakeCase<TimescaleKind>))]
public enum TimescaleKind
{
    Unknown,
    NotADate,
    Invalid,
    Completed,
    Date,
    Datetime,
    Week,
    Month,
    MonthEnd,
    Season,
    QuarterFinancial,
    QuarterCalendar,
    QuarterAmbiguous,
    HalfYear,
    Year,
    FinancialYear,
    MunicipalYear,
    AcademicYear,
    Term,
    Approx,
    Range,
    Relative,
    Duration,
    PlanRelative,
    EventLinked,
    Recurring,
    Ongoing,
    OngoingWithMilestone,
    MultiMilestone,
}
