using HubFunctions.Plans;

namespace HubFunctions.Tests.Plans.Commits;

/// <summary>What stored rows and memory make of a message on its way, and the one rule for ids.</summary>
public sealed class QueuedMessageTests
{
    private static readonly DateTimeOffset At = new(2022, 5, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Own = Guid.NewGuid();

    [Fact]
    public void What_an_own_attempt_stored_before_its_answer_got_lost_is_answered_as_stored()
    {
        var message = Message(2);
        message.Try(Own);

        Assert.True(message.SettleFrom(new([Row(0, Own, Stored(0), Late(1))])));

        Assert.Equal([Outcome.Stored, Outcome.Late], message.Outcomes.Select(o => o.Outcome));
        Assert.False(message.IsOpen);
    }

    [Fact]
    public void What_somebody_else_stored_is_a_duplicate_with_the_first_receipt()
    {
        var message = Message(2);
        message.Try(Own);

        Assert.True(message.SettleFrom(new([Row(0, Guid.NewGuid(), Stored(0))])));

        Assert.Equal((Outcome.Duplicate, 7L), (message.Outcomes.Single().Outcome, message.Outcomes.Single().Sequence));
        Assert.Equal(("first", 1, true, true), (message.Receipt, message.Ordinal, message.IsKnown, message.IsOpen));
        Assert.Equal(1, Assert.Single(message.Waiting).Index);
        Assert.True(message.IsRead);
        Assert.False(message.Conflicts);
    }

    [Fact]
    public void Rows_that_tell_nothing_new_say_so_and_a_refused_outcome_in_a_row_settles_nothing()
    {
        var message = Message(2);
        MessageRows rows = new([Row(0, Own, Stored(0), Refused(1))]);

        Assert.True(message.SettleFrom(rows));
        Assert.False(message.SettleFrom(rows));
        Assert.Equal(1, Assert.Single(message.Waiting).Index);
        Assert.False(Message(1).SettleFrom(new([])));
    }

    [Fact]
    public void Another_body_under_the_id_refuses_what_still_waits()
    {
        var message = Message(2);

        var first = Row(0, Own, Stored(0)) with { BodyHash = "other" };
        Assert.True(message.SettleFrom(new([first, Row(1, Own, Stored(0)) with { At = At.AddHours(1) }])));

        Assert.True(message.Conflicts);
        Assert.Equal([Outcome.Duplicate, Outcome.Quarantined], message.Outcomes.Select(o => o.Outcome));
        Assert.Equal(
            ("town", "d1", "different-body"),
            (message.Outcomes[1].Plan, message.Outcomes[1].Deliverable, message.Outcomes[1].Errors![0].Code));
        Assert.Equal(2, message.Ordinal);
    }

    [Fact]
    public void An_ordinal_never_goes_back_and_grows_only_by_what_is_stored()
    {
        var message = Message(3);
        message.SettleFrom(new([Row(4, Own, Stored(0))]));
        message.SettleFrom(new([Row(0, Own)]));
        message.Settle([Refused(1)], stored: false);
        Assert.Equal(5, message.Ordinal);

        message.Settle([Stored(2)], stored: true);

        Assert.Equal(6, message.Ordinal);
        Assert.False(message.IsOpen);
    }

    [Fact]
    public void Of_each_index_the_first_outcome_counts_and_others_than_wanted_none()
    {
        var message = Message(1, refused: [3]);
        Assert.Equal([0, 3], message.Wanted);
        message.Settle([Stored(0), Late(0), Stored(2), Stored(3)], stored: true);
        message.Settle([Late(3)], stored: true);

        Assert.Equal([(0, Outcome.Stored), (3, Outcome.Stored)], message.Outcomes.Select(o => (o.Index, o.Outcome)));
        Assert.Empty(message.Wanted);
    }

    [Fact]
    public void Memory_may_only_say_that_all_of_this_body_is_stored()
    {
        KnownMessage known = new("body", "first", [Stored(0), Stored(1)]);

        Assert.False(Message(2).TrySettleFrom(known with { BodyHash = "other" }));
        Assert.False(Message(3).TrySettleFrom(known));
        Assert.False(Message(1, refused: [2]).TrySettleFrom(known));
        var message = Message(1, refused: [1]);
        Assert.True(message.TrySettleFrom(known));
        Assert.Equal("first", message.Receipt);
        Assert.Equal([Outcome.Duplicate, Outcome.Duplicate], message.Outcomes.Select(o => o.Outcome));
    }

    [Fact]
    public async Task A_message_that_ended_or_failed_is_no_longer_open()
    {
        var (ended, failed) = (Message(1), Message(1));
        Assert.True(ended.IsOpen);
        ended.Finish();
        failed.Fail(new TimeoutException());

        await ended.End;
        await Assert.ThrowsAsync<TimeoutException>(() => failed.End);
        Assert.False(ended.IsOpen || failed.IsOpen || ended.IsKnown);
    }

    [Fact]
    public void The_first_body_stored_binds_an_id_and_numbers_go_on_after_the_highest()
    {
        var later = Row(5, Own, Stored(0)) with { At = At.AddMinutes(1) };
        MessageRows rows = new([later, Row(1, Own) with { BodyHash = "other" }, Row(0, Own)]);

        Assert.Equal((6, 0), (rows.NextOrdinal, new MessageRows([]).NextOrdinal));
        Assert.False(rows.ConflictWith("body"));
        Assert.True(rows.ConflictWith("other"));
        Assert.False(new MessageRows([]).ConflictWith("other"));
        Assert.Equal(2, rows.Of("body").Count());
        Assert.Equal(0, Assert.Single(rows.Stored("body")).Index);
        Assert.Empty(new MessageRows([Row(0, Own, Refused(0))]).Stored("body"));
    }

    private static QueuedMessage Message(int updates, params int[] refused) => new(
        new("museum", "key", "body", "mine", "museum", []), "town",
        [.. Enumerable.Range(0, updates).Select(n => new IndexedUpdate(n, UpdateRulesTests.Report()))], refused);

    private static Acceptance Row(int ordinal, Guid attempt, params UpdateOutcome[] outcomes) =>
        new("museum", "key", ordinal, "body", "first", At, attempt, outcomes);

    private static UpdateOutcome Stored(int index) => new(index, Outcome.Stored, "town", "d1", 7);

    private static UpdateOutcome Late(int index) => new(index, Outcome.Late, "town", "d1", 8);

    private static UpdateOutcome Refused(int index) => new(index, Outcome.Quarantined, "town", "d1", null);
}
