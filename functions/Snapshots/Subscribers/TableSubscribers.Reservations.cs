using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots.Subscribers;

/// <remarks>A question takes one transaction: the subscriber, the number of them with the questions of the last hour, and the
/// mailbox, whose row <c>~mailbox|…</c> says until when it is not asked again. Everything is conditional, so that the limits hold
/// over all instances.</remarks>
public sealed partial class TableSubscribers
{
    private const string MailboxRow = "~mailbox|";
    private const string Places = "Places";
    private const string Until = "Until";
    private const string Token = "Token";

    /// <summary>As this process stored them last; what has changed since makes a transaction fail.</summary>
    private readonly ConcurrentDictionary<string, TableEntity> _counts = new(StringComparer.Ordinal);

    /// <param name="mailbox">A keyed hash.</param>
    /// <param name="now">UTC, the real clock.</param>
    /// <exception cref="StorageUnavailableException">Others changed the plan's number all the time.</exception>
    public async Task<Reservation> ReserveAsync(
        string plan, string address, SubscriptionChoice choice, string mailbox, DateTimeOffset now, CancellationToken stop)
    {
        var token = Guid.NewGuid().ToString("N");
        var id = IdOf(address);
        var isNew = false;
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            // Most who sign up are new: what is there already shows by the transaction.
            var isRead = attempt > 0;
            var count = isRead
                ? await CountedAsync(plan, stop)
                : _counts.GetValueOrDefault(plan) ?? await CountedAsync(plan, stop);
            var known = isRead ? await FindAsync(plan, id, stop) : null;
            var box = isRead ? await MailboxAsync(plan, mailbox, stop) : null;
            var until = now + SignUpLimit.Hour;
            if (known is not null && box?.GetString(Token) == token)
                return new Reservation.Taken(known, mailbox, token, box.ETag.ToString(), until, isNew);
            if (Refusal(count, known, box, now) is { } refusal)
            {
                if (isRead)
                    return refusal;
                continue;
            }

            isNew = known is null;
            var askedAt = now - known?.AskedAt < SignUpLimit.AskedFor ? known!.AskedAt : now;
            var asked = new Subscriber(plan, id, address, Confirmed: false, askedAt, "", known?.ETag)
            {
                Theme = choice.Theme?.Id,
                When = choice.When,
            };
            var number = Counted(plan, NumberOf(count) + (known is null ? 1 : 0), [.. Taken(count, now), until.UtcTicks]);
            if (await TryReserveAsync(
                    asked,
                    number,
                    count.ETag,
                    Mailbox(plan, mailbox, token, now + SignUpLimit.UnderWay),
                    box?.ETag,
                    stop) is
                { } etags)
            {
                number.ETag = etags.Number;
                _counts[plan] = number;
                return new Reservation.Taken(
                    asked with
                    {
                        ETag = etags.Subscriber.ToString(),
                    },
                    mailbox,
                    token,
                    etags.Mailbox.ToString(),
                    until,
                    isNew);
            }

            _counts.TryRemove(plan, out _);
        }

        throw new StorageUnavailableException(409, "The number of subscribers was changing all the time.");
    }

    /// <summary>The mailbox is not asked again before an instant (UTC).</summary>
    public async Task KeepAsync(Reservation.Taken taken, DateTimeOffset until, CancellationToken stop)
    {
        try
        {
            await _table.UpdateEntityAsync(
                Mailbox(taken.Subscriber.Plan, taken.Mailbox, taken.Token, until),
                new ETag(taken.ETag),
                TableUpdateMode.Replace,
                stop);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // The answer to the same write got lost, or the mailbox's time was over and somebody asked again.
        }
    }

    /// <summary>Nothing was sent: the mailbox and the plan may be asked again at once, and who was new is forgotten.</summary>
    public async Task GiveBackAsync(Reservation.Taken taken, CancellationToken stop)
    {
        var plan = taken.Subscriber.Plan;
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var count = await CountedAsync(plan, stop);
            var known = await FindAsync(plan, taken.Subscriber.Id, stop);
            var box = await MailboxAsync(plan, taken.Mailbox, stop);
            var goes = taken.IsNew && known is { Confirmed: false } && known.ETag == taken.Subscriber.ETag;
            var places = Taken(count, DateTimeOffset.MinValue).ToList();
            places.Remove(taken.Until.UtcTicks);
            List<TableTransactionAction> actions =
            [
                new(
                    TableTransactionActionType.UpdateReplace,
                    Counted(plan, NumberOf(count) - (goes ? 1 : 0), [.. places]),
                    count.ETag),
            ];
            if (goes)
                actions.Add(new(TableTransactionActionType.Delete, new TableEntity(plan, known!.Id), new ETag(known.ETag!)));
            if (box?.GetString(Token) == taken.Token)
                actions.Add(new(TableTransactionActionType.Delete, new TableEntity(plan, box.RowKey), box.ETag));
            if (await SubmitAsync(actions, stop) is not null)
                return;
        }

        throw new StorageUnavailableException(409, "The number of subscribers was changing all the time.");
    }

    /// <summary>Lists a plan's subscribers, and forgets the mailboxes that may be asked again.</summary>
    public async Task<IReadOnlyList<Subscriber>> TidyAsync(string plan, DateTimeOffset now, CancellationToken stop)
    {
        var all = new List<Subscriber>();
        var free = new List<TableEntity>();
        await foreach (
            var row in _table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {plan}"),
                cancellationToken: stop))
        {
            if (string.CompareOrdinal(row.RowKey, CountRow) < 0)
                all.Add(Of(row));
            else if (row.GetDateTimeOffset(Until) < now)
                free.Add(row);
        }

        foreach (var row in free)
            _ = await SubmitAsync([new(TableTransactionActionType.Delete, new TableEntity(plan, row.RowKey), row.ETag)], stop);
        return all;
    }

    private static Reservation? Refusal(TableEntity count, Subscriber? known, TableEntity? box, DateTimeOffset now)
    {
        if (PlaceTimes.Wait(SignUpLimit.Plan, Taken(count, now), now) is { } wait)
            return new Reservation.Crowded(wait);
        if (NumberOf(count) >= MaxOfPlan)
            return new Reservation.Full();
        if (known is { Confirmed: true })
            return new Reservation.Asked();
        return box?.GetDateTimeOffset(Until) is { } until && until > now
            ? until - now > SignUpLimit.UnderWay ? new Reservation.Asked() : new Reservation.Crowded(Left(until))
            : null;

        TimeSpan Left(DateTimeOffset until) => until - now < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : until - now;
    }

    private async Task<(ETag Subscriber, ETag Number, ETag Mailbox)?> TryReserveAsync(
        Subscriber asked, TableEntity number, ETag count, TableEntity mailbox, ETag? box, CancellationToken stop)
    {
        var answers = await SubmitAsync(
            [
                asked.ETag is { } etag
                    ? new(TableTransactionActionType.UpdateReplace, Entity(asked), new ETag(etag))
                    : new(TableTransactionActionType.Add, Entity(asked)),
                new(TableTransactionActionType.UpdateReplace, number, count),
                box is { } over
                    ? new(TableTransactionActionType.UpdateReplace, mailbox, over)
                    : new(TableTransactionActionType.Add, mailbox),
            ],
            stop);
        return answers is null
            ? null
            : (answers[0].Headers.ETag!.Value, answers[1].Headers.ETag!.Value, answers[2].Headers.ETag!.Value);
    }

    /// <returns>Null when a row is not what was read.</returns>
    private async Task<IReadOnlyList<Response>?> SubmitAsync(IEnumerable<TableTransactionAction> actions, CancellationToken stop)
    {
        try
        {
            return (await _table.SubmitTransactionAsync(actions, stop)).Value;
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 409 or 412)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(30)), stop);
            return null;
        }
    }

    private async Task<TableEntity?> MailboxAsync(string plan, string mailbox, CancellationToken stop)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(plan, MailboxRow + mailbox, cancellationToken: stop);
        return row.HasValue ? row.Value : null;
    }

    private static TableEntity Mailbox(string plan, string mailbox, string token, DateTimeOffset until) =>
        new(plan, MailboxRow + mailbox) { [Until] = until, [Token] = token };

    private static TableEntity Counted(string plan, int number, long[] places) => new(plan, CountRow)
    {
        [Number] = Math.Max(0, number),
        [Places] = PlaceTimes.Pack(places),
    };

    /// <summary>When each question of the last hour no longer counts.</summary>
    private static long[] Taken(TableEntity count, DateTimeOffset now) => PlaceTimes.Taken(count.GetBinary(Places), now);
}

/// <summary>What a plan's subscribers say to one more.</summary>
public abstract record Reservation
{
    /// <param name="Token">Of this question.</param>
    /// <param name="ETag">Of the mailbox.</param>
    /// <param name="Until">When the question no longer counts among those of an hour.</param>
    /// <param name="IsNew">Whether the subscriber was not known before.</param>
    public sealed record Taken(Subscriber Subscriber, string Mailbox, string Token, string ETag, DateTimeOffset Until, bool IsNew)
        : Reservation;

    public sealed record Crowded(TimeSpan Wait) : Reservation;

    public sealed record Full : Reservation;

    /// <summary>Confirmed, or asked within the last day.</summary>
    public sealed record Asked : Reservation;
}
