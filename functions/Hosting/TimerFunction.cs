using System.Reflection;
using NCrontab;

namespace HubFunctions.Hosting;

/// <summary>A function that a timer calls, as the attributes of its method say.</summary>
/// <param name="Schedule">NCRONTAB with seconds, UTC.</param>
public sealed record TimerFunction(MethodInfo Method, string Name, string Schedule)
{
    private static readonly CrontabSchedule.ParseOptions WithSeconds = new() { IncludingSeconds = true };

    public CrontabSchedule Crontab => Parse(Schedule);

    public static CrontabSchedule Parse(string schedule) => CrontabSchedule.Parse(schedule, WithSeconds);
}
