namespace HubFunctions.Timescales;

/// <summary>The movable feast, by the anonymous Gregorian computus (Meeus, Jones and Butcher), good for every year from
/// 1583.</summary>
public static class Easter
{
    public static DateOnly Sunday(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }

    public static DateOnly GoodFriday(int year) => Sunday(year).AddDays(-2);

    public static DateOnly Monday(int year) => Sunday(year).AddDays(1);
}
