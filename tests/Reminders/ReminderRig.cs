using HubFunctions.Http;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Tests.Mail;
using HubFunctions.Tests.Support;
using HubFunctions.Timescales;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HubFunctions.Tests.Reminders;

/// <summary>The real sweep over plans in memory, with a clock that the test moves.</summary>
internal sealed class ReminderRig
{
    public ReminderRig() => Plans = new MemoryPlans(Clock);

    /// <summary>Stands still unless a test moves it.</summary>
    public SettableTime Clock { get; } = new();
    public MemoryPlans Plans { get; }
    public MemoryLedger Ledger { get; } = new();
    public RecordingMailer Mailer { get; } = new();
    public WorkingDays Days { get; init; } = new();
    public HashSet<string> Away { get; } = [];
    public List<string> Log { get; } = [];
    public MailOptions Mail { get; set; } = new("outbox", "hub@council.example");
    public DateTimeOffset Now
    {
        get => Clock.Wall;
        set => Clock.Wall = value;
    }

    public static ReminderOptions Settings { get; } = new()
    {
        OfficeAddress = "programme.office@council.example",
    };

    public static ReplyLinks Tokens { get; } = new(new SigningKeys(new byte[32], null), TimeProvider.System);

    public ReminderSweep Sweep(IReminderLedger? ledger = null, IMailer? mailer = null, TimeProvider? clock = null)
    {
        var compose = new DigestMail(
            new RazorHtml(new ServiceCollection().BuildServiceProvider(), NullLoggerFactory.Instance), Tokens,
            Mail, new HubAddress(new Uri("https://hub.example/")), new HubClock(TimeProvider.System));
        var sender = new DigestSender(ledger ?? Ledger, mailer ?? Mailer, compose, clock ?? Clock);
        return new ReminderSweep(
            Plans,
            Plans,
            ledger ?? Ledger,
            new AwayList(Away),
            sender,
            Settings,
            Days,
            Clock,
            new ListLogger(Log));
    }

    public async Task<SweepReport> TickAsync(DateTimeOffset at, bool send = true)
    {
        Now = at;
        return await Sweep().RunAsync(() => Now, send, CancellationToken.None, senders: 1);
    }

    /// <summary>Ticks every quarter of an hour from midnight to midnight in London.</summary>
    public async Task DayAsync(DateOnly day)
    {
        var end = LondonTime.At(day.AddDays(1), TimeOnly.MinValue);
        for (var at = LondonTime.At(day, TimeOnly.MinValue); at < end; at = at.AddMinutes(15))
            await TickAsync(at);
    }

    private sealed class ListLogger(List<string> lines) : ILogger<ReminderSweep>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => lines.Add(formatter(state, exception) + exception);
    }

    private sealed class AwayList(HashSet<string> away) : IDirectory
    {
        public Task<IReadOnlySet<string>> AwayAsync(
            IReadOnlyCollection<string> addresses,
            DateTimeOffset now,
            CancellationToken stop) => Task.FromResult<IReadOnlySet<string>>(addresses.Where(away.Contains).ToHashSet());

        public Task<Person?> ManagerAsync(string address, CancellationToken stop) => Task.FromResult<Person?>(null);
    }
}
