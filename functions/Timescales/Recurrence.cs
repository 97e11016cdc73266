namespace HubFunctions.Timescales;

/// <summary>How often: annually · every 2 months · every other year · twice a year · three times per term · each quarter.</summary>
internal static class Recurrence
{
    /// <summary>Reads an interval: <paramref name="every"/> months, or days when negative; answers how many tokens it takes.</summary>
    public static int Read(ref Cursor c, out int every, out bool noun)
    {
        (every, noun) = (0, c.Sign() == Sign.RecurringNoun);
        switch (c.Sign())
        {
            case Sign.Recurring or Sign.RecurringNoun:
                every = c[0].Value;
                return 1;
            case Sign.Each:
                return Every(ref c, out every);
            case Sign.Times:
                return Often(ref c, c[0].Value, 1, out every);
            case Sign.Number when c.Sign(1) == Sign.Times:
                return Often(ref c, c[0].Value, 2, out every);
            case Sign.Number when c.Sign(1) == Sign.Recurring || (c.Sign(1) == Sign.Dash && c.Sign(2) == Sign.Recurring):
                var ahead = c.Sign(1) == Sign.Dash ? 2 : 1;
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

        var counted = c.Sign(1) == Sign.Number || c.Is(1, "other");
        var count = c.Is(1, "other") ? 2 : counted ? c[1].Value : 1;
        var unit = UnitAt(ref c, counted ? 2 : 1);
        if (unit == 0 || count is < 1 or > 120 || (c.Is(0, "per") && !counted))
        {
            return 1;
        }

        every = count * unit;
        return counted ? 3 : 2;
    }

    private static int Often(ref Cursor c, int times, int ahead, out int every)
    {
        every = 0;
        if (c.Sign(ahead) is Sign.Each && c.Sign(ahead + 1) == Sign.Number)
        {
            var span = UnitAt(ref c, ahead + 2) * c[ahead + 1].Value;
            every = times > 0 && Math.Abs(span) <= 240 ? span / times : 0;
            return ahead + 3;
        }

        if (c.Sign(ahead) == Sign.Recurring && c[ahead].Value > 0 && times > 0 && times <= c[ahead].Value)
        {
            every = c[ahead].Value / times;
            return ahead + 1;
        }

        var unit = c.Sign(ahead) is Sign.A or Sign.Each ? UnitAt(ref c, ahead + 1) : 0;
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
        var unit = c.Sign(ahead) switch { Sign.Unit => c[ahead].Value, Sign.Quarter => Units.Quarter, Sign.Term => Units.Term, _ => 0 };
        return Units.Months(unit) > 0 ? Units.Months(unit) : -Units.Days(unit);
    }
}
