namespace HubFunctions.Timescales;

/// <summary>What the words around the dates say: ongoing, complete, to be confirmed, every so often, subject to something.</summary>
internal struct Cues
{
    /// <summary>The text goes on behind the last date that is read.</summary>
    public bool IsCut { get; set; }

    public bool Ongoing { get; private set; }

    public bool Unset { get; private set; }

    public bool Soon { get; private set; }

    public bool Trigger { get; private set; }

    public bool Subject { get; private set; }

    public bool Caveat { get; private set; }

    public bool Respectively { get; private set; }

    public bool Regular { get; private set; }

    /// <summary>The plan's own short, medium or long term; 0 for none.</summary>
    public int Horizon { get; private set; }

    /// <summary>Numbers or calendar words that turned out to be no date.</summary>
    public bool Trap { get; private set; }

    /// <summary>Months between occurrences, or days when negative; 0 for none.</summary>
    public int Every { get; private set; }

    /// <summary>The token at which the recurrence stands.</summary>
    public int EveryAt { get; private set; }

    /// <summary>"annual" before a noun: it makes a month recur, but not a date.</summary>
    public bool EveryNoun { get; private set; }

    /// <summary>1 when the text opens with "complete" or "completed", 2 when it says no more than that.</summary>
    public int Complete { get; private set; }

    /// <summary>Yearly, where a date comes round and no interval was read.</summary>
    public void EveryYear() => Every = Every == 0 ? 12 : Every;

    /// <summary>Notes one token, or the few that belong together, and moves on.</summary>
    public void See(ref Cursor c)
    {
        var token = c[0];
        var length = 1;
        switch (token.Sign)
        {
            case Sign.Ongoing when token.Value == 0 || Continues(ref c):
                Ongoing = true;
                break;
            case Sign.In when c.Is(0, "on") && (c.Is(1, "going") || (c.Sign(1) == Sign.Dash && c.Is(2, "going"))):
                Ongoing = true;
                length = 2;
                break;
            case Sign.Plain when c.Is(0, "business") && c.Is(1, "as") && c.Is(2, "usual"):
                Ongoing = true;
                length = 3;
                break;
            case Sign.Plain or Sign.Lead or Sign.Until when IsLifetime(ref c):
                Ongoing = true;
                break;
            case Sign.Unset when IsUnset(ref c):
                Unset = true;
                break;
            case Sign.Query or Sign.Dash when c.Count == 1:
                Unset = true;
                break;
            case Sign.Soon:
                Soon = true;
                break;
            case Sign.Trigger:
                Trigger = true;
                break;
            case Sign.Subject:
                Subject = true;
                break;
            case Sign.Caveat or Sign.Star or Sign.About or Sign.Query:
                Caveat = true;
                break;
            case Sign.Respectively:
                Respectively = true;
                break;
            case Sign.Regular:
                Regular = true;
                break;
            case Sign.Horizon:
                SeeHorizon(ref c);
                break;
            case Sign.Complete when c.At == 0:
                Complete = c.Sign(1) is Sign.End || c.Count == 2 ? 2 : 1;
                break;
            case Sign.Number or Sign.Quantity or Sign.Month or Sign.Season or Sign.Festival or Sign.Clock or Sign.Weekday when !IsTimes(ref c):
                Trap = true;
                break;
            default:
                length = Recurrence.Read(ref c, out var every, out var noun);
                if (every != 0 && (Every == 0 || EveryNoun))
                {
                    (Every, EveryAt, EveryNoun) = (every, c.At, noun);
                }

                length = Math.Max(1, length);
                break;
        }

        c.At += length;
    }

    /// <summary>"Continuing" says ongoing by itself or with a date; "continuing to promote" only says what is done.</summary>
    private static bool Continues(ref Cursor c) =>
        c.At == 0 && (c.EndsSentence(1) || c.Sign(1) is Sign.End or Sign.Dash or Sign.Comma or Sign.Open or Sign.In or Sign.Until
            || (c.Sign(1) == Sign.To && c.Sign(2) is Sign.Month or Sign.Season or Sign.Number or Sign.Finish or Sign.The));

    /// <summary>"Life of the plan", "duration of the strategy".</summary>
    private static bool IsLifetime(ref Cursor c) =>
        (c.Sign() == Sign.Until && c.Is(1, "further")) || (c.Is(0, "open") && c.Is(1, "ended"))
        || c.Sign(1) == Sign.Of && (c.Sign(2) == Sign.Plan || c.Sign(3) == Sign.Plan) && (c.Is(0, "life") || c.Is(0, "lifetime") || c.Is(0, "duration") || c.Is(0, "length"));

    private static bool IsTimes(ref Cursor c) =>
        c.Sign(1) is Sign.Times or Sign.Recurring || (c.Sign(1) == Sign.Dash && c.Sign(2) == Sign.Recurring);

    /// <summary>"TBC"; "to be confirmed", "not yet agreed"; but not "agreed in March".</summary>
    private static bool IsUnset(ref Cursor c) =>
        c[0].Length <= 4 || c.Is(0, "tbd/tbc") || c.Is(0, "unknown") || c.Is(0, "undated") || c.Is(0, "unspecified") || c.Is(-1, "be") || c.Is(-1, "yet");

    private void SeeHorizon(ref Cursor c)
    {
        var value = c[0].Value;
        var ahead = value > 10 ? 1 : c.Sign(1) == Sign.Term ? 2 : c.Sign(1) == Sign.Dash && c.Sign(2) == Sign.Term ? 3 : c.Count == 1 ? 1 : 0;
        if (ahead > 0 && (Edges.ClosesAfter(ref c, ahead) || c.Sign(ahead) is Sign.By or Sign.After or Sign.Within or Sign.In or Sign.Number))
        {
            Horizon = value % 10;
        }
    }
}
