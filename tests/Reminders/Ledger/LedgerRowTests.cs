using HubFunctions.Plans;
using HubFunctions.Reminders;

namespace HubFunctions.Tests.Reminders.Ledger;

/// <summary>What a row allows next: on it rests that a digest is handed over at most twice.</summary>
public sealed class LedgerRowTests
{
    private static readonly DateOnly Day = new(2022, 5, 24);
    private static readonly DateTimeOffset Now = new(2022, 5, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly Recipient To = new("councillor@council.example", "councillor", "Councillor Khan");

    [Fact]
    public void A_reservation_names_person_plan_and_owner_and_what_is_said()
    {
        var row = LedgerRow.Reserve(Digest("a"), Now);

        Assert.Equal(
            (Day, To.Identity, "plan/councillor", LedgerStatus.Reserved, 1),
            (row.Day, row.Identity, row.Owner, row.Status, row.Attempts));
        Assert.Equal(Now.AddMinutes(10), row.Until);
        Assert.True(row.Covers.SetEquals([LedgerRow.Hash("a"), LedgerRow.Hash("a2")]));
        Assert.Null(row.Ask);
        var ask = new AskKey("plan", Day, To.Identity, null, 1);
        Assert.Equal(ask, LedgerRow.Reserve(Digest("a") with { Ask = ask }, Now).Ask);
    }

    [Theory]
    [InlineData(LedgerStatus.Waiting, 1, LedgerStatus.Reserved, 1)]
    [InlineData(LedgerStatus.Waiting, 2, LedgerStatus.Reserved, 2)]
    [InlineData(LedgerStatus.Reserved, 1, LedgerStatus.Reserved, 2)]
    [InlineData(LedgerStatus.Reserved, 2, LedgerStatus.Doubtful, 2)]
    [InlineData(LedgerStatus.Reserved, 3, LedgerStatus.Doubtful, 3)]
    public void After_its_time_a_row_is_taken_over_once_and_then_in_doubt(
        LedgerStatus before, int attempts, LedgerStatus after, int counted)
    {
        var row = LedgerRow.Reserve(Digest("a"), Now) with { Status = before, Attempts = attempts, Until = Now };

        var next = row.Again(Digest("b"), Now)!;

        var handsOver = after == LedgerStatus.Reserved;
        Assert.Equal((after, counted), (next.Status, next.Attempts));
        Assert.Equal(handsOver ? Now + LedgerRow.Lease : Now, next.Until);
        Assert.True(next.Covers.SetEquals(handsOver ? [LedgerRow.Hash("b"), LedgerRow.Hash("b2")] : row.Covers));
        Assert.Equal((handsOver ? null : "unconfirmed", handsOver ? (DateTimeOffset?)null : Now), (next.Reason, next.SettledAt));
        Assert.Null(row.Again(Digest("b"), Now.AddTicks(-1)));
    }

    [Theory]
    [InlineData(LedgerStatus.Sent)]
    [InlineData(LedgerStatus.Refused)]
    [InlineData(LedgerStatus.Doubtful)]
    public void A_settled_row_is_never_handed_over_again(LedgerStatus status)
    {
        var row = LedgerRow.Reserve(Digest("a"), Now).Settle(status, Now, "why");

        Assert.Equal((status, Now, "why"), (row.Status, row.SettledAt!.Value, row.Reason));
        Assert.Null(row.Again(Digest("a"), Now.AddDays(1)));
    }

    [Fact]
    public void A_row_knows_of_which_plans_it_asks_the_person_for_what_is_theirs()
    {
        var mine = TestPlan.Owner;
        DigestLine[] lines =
        [
            Line(
                "plan", mine), Line("plan", mine), Line("second", mine), Line("other", mine with { Id = "holder" }), Line("none",
                null),
        ];

        var row = LedgerRow.Reserve(new Digest(Day, To, lines), Now);

        Assert.Equal(["plan", "second"], row.Plans!);
        Assert.Equal([true, true, false, false], new[] { "plan", "second", "other", "none" }.Select(row.Asks));
        var old = row with { Plans = null, Owner = "plan/councillor" };
        Assert.Equal([true, false, false], new[] { "plan", "pla", "second" }.Select(old.Asks));
    }

    [Fact]
    public void A_hash_is_the_first_eight_bytes_of_sha_256_the_high_one_first() =>
        Assert.Equal(unchecked((long)0xba7816bf8f01cfea), LedgerRow.Hash("abc"));

    [Fact]
    public void A_mail_of_a_round_is_known_again_by_its_message_id_and_its_row()
    {
        foreach (var about in (string?[])[null, "head.of.it"])
        {
            var ask = new AskKey("my.plan", Day, To.Identity, about, 12);
            var id = ask.MessageId("hub.example");

            Assert.Equal($"ask.my_plan.20220524.{about?.Replace('.', '_') ?? "-"}.12.{To.Identity}@hub.example", id);
            Assert.Equal(ask, AskKey.OfMessage(id, To.Identity));
            Assert.Equal(ask, AskKey.OfRow("my.plan", Day, ask.Row));
            Assert.Equal($"{To.Identity}|{about}|0012", ask.Row);
            Assert.Null(AskKey.OfMessage(id, "somebody"));
        }

        string?[] others =
        [
            null, "digest.20220524.me@hub", "ask.p.2022052.-.1.me@hub", "ask.p.20220524.-.+1.me@hub", "ask.p.20220524.-.me@hub",
        ];
        Assert.All(others, other => Assert.Null(AskKey.OfMessage(other, "me")));
    }

    private static Digest Digest(string key) => new(Day, To, [Line("plan", TestPlan.Owner) with { Keys = [key, key + "2"] }]);

    private static DigestLine Line(string plan, Owner? of) =>
        new(
            new(TestPlan.Header(plan), TestPlan.Item("a", Day), null, Reason.DueNow, new(Day, Day, Phase.Approaching), Day),
            Role.Owner, To, of, ["k"]);
}
