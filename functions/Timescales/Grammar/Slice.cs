namespace HubFunctions.Timescales;

/// <summary>Some units of a longer period: "the first week of", "the last six months of", "the last working day of".</summary>
/// <param name="Nth">Counted from 1 at the start; -1 for the last.</param>
/// <param name="Count">How many units.</param>
/// <param name="Unit">One of <see cref="Units"/>; 0 for no slice.</param>
/// <param name="Working">Only working days count.</param>
internal readonly record struct Slice(int Nth, int Count, int Unit, bool Working = false)
{
    public bool IsGiven => Unit != 0;

    private const int MostUnits = 36;

    /// <summary>Reads the words up to the period that is sliced.</summary>
    public static bool TryRead(ref Cursor c, out Slice slice)
    {
        slice = default;
        var isLast = c.Kind() == TokenKind.Last || c.Is(0, "final");
        if (!isLast && !c[0].IsOrdinal)
        {
            return false;
        }

        var ahead = 1;
        var count = 1;
        if (c[ahead] is { Kind: TokenKind.Number, IsOrdinal: false, Value: >= 1 and <= MostUnits })
        {
            count = c[ahead++].Value;
        }

        var working = c.Is(ahead, "working");
        ahead += working ? 1 : 0;
        var unit = c.Kind(ahead) is TokenKind.Unit or TokenKind.Quarter ? Units.Singular(c[ahead].Value) : 0;
        var isRead = unit is Units.Day or Units.Week or Units.Fortnight or Units.Month || (unit == Units.Quarter && count > 1);
        if (!isRead || c.Kind(ahead + 1) is not (TokenKind.Of or TokenKind.In) || (count > 1 && !isLast && c[0].Value != 1)
            || (!isLast && c[0].Value > 31))
        {
            return false;
        }

        slice = new(isLast ? -1 : c[0].Value, count, unit, working);
        c.At += ahead + 2;
        return true;
    }
}
