namespace HubFunctions.Timescales;

/// <summary>How often: annually · every 2 months · every other year · twice a year · three times per term · each
/// quarter.</summary>
internal static class Recurrence
{
    /// <summary>Reads an interval: <paramref name="every"/> months, or days when negative; answers how many tokens it
    /// takes.</summary>
    public static int Read(ref Cursor c, out int every, out bool noun)
    {
        (every, noun) = (0, c.Kind() == TokenKind.RecurringNoun);
        switch (c.Kind())
        {
            case TokenKind.RecurringNoun when c.Kind(1) == TokenKind.Body || c.Is(1, "general"):
                return 2;
            case TokenKind.Recurring or TokenKind.RecurringNoun:
                every = c[0].Value;
                return 1;
            case TokenKind.Each:
                return Every(ref c, out every);
            case TokenKind.Times:
                return Often(ref c, c[0].Value, 1, out every);
            case TokenKind.Number when c.Kind(1) == TokenKind.Times:
                return Often(ref c, c[0].Value, 2, out every);
            case TokenKind.Number when c.Kind(1) == TokenKind.Recurring
                || (c.Kind(1) == TokenKind.Dash && c.Kind(2) == TokenKind.Recurring):
                var ahead = c.Kind(1) == TokenKind.Dash ? 2 : 1;
                every = c[0].Value <= 24 ? c[0].Value * c[ahead].Value : 0;
                return ahead + 1;
            default:
                return 1;
        }
    }

    /// <summary>"P3M", "P6W", "P1D".</summary>
    public static string Iso(int every) => every switch
    {
        > 0 when every % 12 == 0 => $"P{every / 12}Y",
        > 0 => $"P{every}M",
        _ when every % 7 == 0 => $"P{-every / 7}W",
        _ => $"P{-every}D",
    };

    private static int Every(ref Cursor c, out int every)
    {
        every = 0;
        if (c.Is(1, "annum"))
        {
            every = 12;
            return 2;
        }

        var counted = c.Kind(1) == TokenKind.Number || c.Is(1, "other");
        var count = c.Is(1, "other") ? 2 : counted ? c[1].Value : 1;
        var unit = UnitAt(ref c, counted ? 2 : 1);
        var isSchoolYear = !counted && c.Kind(2) == TokenKind.Number && c[2].Digits is 1 or 2;
        if (unit == 0 || isSchoolYear || count is < 1 or > 120 || (c.Is(0, "per") && !counted))
        {
            return 1;
        }

        every = count * unit;
        return counted ? 3 : 2;
    }

    private static int Often(ref Cursor c, int times, int ahead, out int every)
    {
        every = 0;
        if (c.Kind(ahead) is TokenKind.Each && c.Kind(ahead + 1) == TokenKind.Number)
        {
            var span = UnitAt(ref c, ahead + 2) * c[ahead + 1].Value;
            every = times > 0 && Math.Abs(span) <= 240 ? span / times : 0;
            return ahead + 3;
        }

        if (c.Kind(ahead) == TokenKind.Recurring && c[ahead].Value > 0 && times > 0 && times <= c[ahead].Value)
        {
            every = c[ahead].Value / times;
            return ahead + 1;
        }

        var unit = c.Kind(ahead) is TokenKind.A or TokenKind.Each ? UnitAt(ref c, ahead + 1) : 0;
        if (unit is 0 or -1 || times < 1 || times > Math.Abs(unit))
        {
            return 1;
        }

        every = unit / times;
        return ahead + 2;
    }

    /// <summary>Months of the unit, or its days as a negative number.</summary>
    private static int UnitAt(ref Cursor c, int ahead)
    {
        var unit = c.Kind(ahead) switch
        {
            TokenKind.Unit => c[ahead].Value,
            TokenKind.Quarter => Units.Quarter,
            TokenKind.Term => Units.Term,
            _ => 0,
        };
        return Units.Months(unit) > 0 ? Units.Months(unit) : -Units.Days(unit);
    }
}
