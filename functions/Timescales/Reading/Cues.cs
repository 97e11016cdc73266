namespace HubFunctions.Timescales;

/// <summary>What the words around the dates say: ongoing, complete, to be confirmed, every so often, subject to
/// something.</summary>
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
        switch (token.Kind)
        {
            case TokenKind.Ongoing when token.Value == 0 || Continues(ref c):
                Ongoing = true;
                break;
            case TokenKind.In when c.Is(0, "on") && (c.Is(1, "going") || (c.Kind(1) == TokenKind.Dash && c.Is(2, "going"))):
                Ongoing = true;
                length = 2;
                break;
            case TokenKind.Plain when token.Value == Lexicon.Trap:
                Trap = true;
                break;
            case TokenKind.Plain when c.Is(0, "business") && c.Is(1, "as") && c.Is(2, "usual"):
                Ongoing = true;
                length = 3;
                break;
            case TokenKind.Plain or TokenKind.Lead or TokenKind.Until when IsLifetime(ref c):
                Ongoing = true;
                break;
            case TokenKind.Unset when IsUnset(ref c):
                Unset = true;
                break;
            case TokenKind.Query or TokenKind.Dash when c.Count == 1:
                Unset = true;
                break;
            case TokenKind.Soon:
                Soon = true;
                break;
            case TokenKind.Trigger:
                Trigger = true;
                break;
            case TokenKind.Subject:
                Subject = true;
                break;
            case TokenKind.Caveat or TokenKind.Star or TokenKind.About or TokenKind.Query:
                Caveat = true;
                break;
            case TokenKind.Respectively:
                Respectively = true;
                break;
            case TokenKind.Regular:
                Regular = true;
                break;
            case TokenKind.Horizon:
                SeeHorizon(ref c);
                break;
            case TokenKind.Complete when c.At == 0:
                Complete = c.Kind(1) is TokenKind.End || c.Count == 2 ? 2 : 1;
                break;
            case TokenKind.Number or TokenKind.Quantity or TokenKind.Month or TokenKind.Season or TokenKind.Festival
                or TokenKind.Clock or TokenKind.Weekday when !IsTimes(ref c):
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
        c.At == 0 && (c.EndsSentence(1)
            || c.Kind(1) is TokenKind.End or TokenKind.Dash or TokenKind.Comma or TokenKind.Open or TokenKind.In
            or TokenKind.Until
            || (c.Kind(1) == TokenKind.To && c.Kind(2) is TokenKind.Month or TokenKind.Season or TokenKind.Number
            or TokenKind.Finish or TokenKind.The));

    /// <summary>"Life of the plan", "duration of the strategy".</summary>
    private static bool IsLifetime(ref Cursor c) =>
        (c.Kind() == TokenKind.Until && c.Is(1, "further")) || (c.Is(0, "open") && c.Is(1, "ended"))
        || c.Kind(1) == TokenKind.Of && (c.Kind(2) == TokenKind.Plan || c.Kind(3) == TokenKind.Plan)
        && (c.Is(0, "life") || c.Is(0, "lifetime") || c.Is(0, "duration") || c.Is(0, "length"));

    private static bool IsTimes(ref Cursor c) =>
        c.Kind(1) is TokenKind.Times or TokenKind.Recurring || (c.Kind(1) == TokenKind.Dash && c.Kind(2) == TokenKind.Recurring);

    /// <summary>"TBC"; "to be confirmed", "not yet agreed"; but not "agreed in March".</summary>
    private static bool IsUnset(ref Cursor c) =>
        c[0].Length <= 4 || c.Is(0, "tbd/tbc") || c.Is(0, "unknown") || c.Is(0, "undated") || c.Is(0, "unspecified")
            || c.Is(-1, "be") || c.Is(-1, "yet");

    private void SeeHorizon(ref Cursor c)
    {
        var value = c[0].Value;
        var ahead = value > 10 ? 1 : c.Kind(1) == TokenKind.Term ? 2 : c.Kind(1) == TokenKind.Dash && c.Kind(2) == TokenKind.Term
            ? 3 : c.Count == 1 ? 1 : 0;
        if (ahead > 0 && (Edges.ClosesAfter(ref c, ahead)
            || c.Kind(ahead) is TokenKind.By or TokenKind.After or TokenKind.Within or TokenKind.In or TokenKind.Number))
        {
            Horizon = value % 10;
        }
    }
}
