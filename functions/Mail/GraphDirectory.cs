using System.Globalization;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.GetMailTips;

namespace HubFunctions.Mail;

/// <summary>Automatic replies and managers from Microsoft Graph. A directory that cannot be reached, or does not know somebody,
/// keeps no reminder back.</summary>
public sealed partial class GraphDirectory(GraphServiceClient graph, string mailbox,
    ILogger<GraphDirectory> log) : IDirectory, IAbsences
{
    /// <summary>Addresses in one call of getMailTips.</summary>
    private const int AtOnce = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public async Task<IReadOnlySet<string>> AwayAsync(
        IReadOnlyCollection<string> addresses, DateTimeOffset now, CancellationToken stop) =>
        (await AbsencesAsync(addresses, now, stop)).Select(a => a.Address).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public async Task<IReadOnlyList<Absence>> AbsencesAsync(
        IReadOnlyCollection<string> addresses, DateTimeOffset now, CancellationToken stop)
    {
        var away = new List<Absence>();
        foreach (var part in addresses.Chunk(AtOnce))
        {
            var asked = new GetMailTipsPostRequestBody
            {
                EmailAddresses = [.. part],
                MailTipsOptions = MailTipsType.AutomaticReplies,
            };
            var mailTips = graph.Users[mailbox].GetMailTips;
            var tips = await AskAsync(
                token => mailTips.PostAsGetMailTipsPostResponseAsync(asked, cancellationToken: token), stop);
            away.AddRange(
                from tip in tips?.Value ?? []
                where IsAway(tip) && tip.EmailAddress?.Address is not null
                select new Absence(tip.EmailAddress!.Address!, UntilOf(tip, now)));
        }

        return away;
    }

    public async Task<Person?> ManagerAsync(string address, CancellationToken stop)
    {
        string[] wanted = ["displayName", "mail"];
        var manager = await AskAsync(
            token => graph.Users[address].Manager.GetAsync(call => call.QueryParameters.Select = wanted, token), stop);
        var user = manager as User;
        return (user?.Mail ?? Text(manager, "mail")) is { Length: > 0 } mail
            ? new Person(mail, user?.DisplayName ?? Text(manager, "displayName"))
            : null;
    }

    /// <summary>A text that is empty, or none at all, means no automatic reply.</summary>
    private static bool IsAway(MailTips? tip) => tip?.AutomaticReplies?.Message is { Length: > 0 };

    /// <summary>Source: the resource type automaticRepliesMailTips of Microsoft Graph. An end that is over says nothing of
    /// replies
    /// that are on.</summary>
    private static DateTimeOffset? UntilOf(MailTips tip, DateTimeOffset now) =>
        tip.AutomaticReplies?.ScheduledEndTime is { DateTime: { } text, TimeZone: null or "" or "UTC" }
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
        && end > now
            ? end
            : null;

    /// <summary>Of a directory object whose type the answer leaves out.</summary>
    private static string? Text(DirectoryObject? entry, string name) =>
        entry?.AdditionalData.TryGetValue(name, out var value) == true ? value as string : null;

    /// <summary>Null whenever the directory does not answer as it should.</summary>
    private async Task<T?> AskAsync<T>(Func<CancellationToken, Task<T?>> call, CancellationToken stop)
        where T : class
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limited.CancelAfter(Limit);
        try
        {
            return await call(limited.Token);
        }
        catch (Exception failed) when (!stop.IsCancellationRequested)
        {
            NoAnswer(log, failed.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The directory does not answer: {Error}")]
    private static partial void NoAnswer(ILogger log, string error);
}
