using System.Globalization;

namespace HubFunctions.Azure.Tables;

/// <summary>A value as it stands in a query filter (Microsoft Learn, "Querying tables and entities").</summary>
internal sealed class ODataLiteral : IFormatProvider, ICustomFormatter
{
    public static readonly ODataLiteral Formatter = new();

    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        char c => $"'{(c == '\'' ? "''" : c)}'",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        double number => number.ToString("0.0################", CultureInfo.InvariantCulture),
        DateTimeOffset time => $"datetime'{EntityWriter.DateTimeText(time)}'",
        Guid guid => $"guid'{guid}'",
        byte[] bytes => $"X'{Convert.ToHexStringLower(bytes)}'",
        _ => throw new ArgumentException($"A {arg?.GetType().Name ?? "null"} cannot be part of a table filter.", nameof(arg)),
    };
}
