namespace HubFunctions.Timescales;

internal static partial class Vocabulary
{
    /// <summary>Welsh words that no English timescale uses, with their mutations.</summary>
    public static IReadOnlyList<(string Words, Meaning Meaning)> Welsh { get; } =
    [
        ("ionawr", Cymraeg(TokenKind.Month, 1)),
        ("chwefror", Cymraeg(TokenKind.Month, 2)),
        ("mawrth fawrth", Cymraeg(TokenKind.Month, 3)),
        ("ebrill", Cymraeg(TokenKind.Month, 4)),
        ("mai fai", Cymraeg(TokenKind.Month, 5)),
        ("mehefin fehefin", Cymraeg(TokenKind.Month, 6)),
        ("gorffennaf orffennaf ngorffennaf", Cymraeg(TokenKind.Month, 7)),
        ("awst", Cymraeg(TokenKind.Month, 8)),
        ("medi fedi", Cymraeg(TokenKind.Month, 9)),
        ("hydref", Cymraeg(TokenKind.Month, 10)),
        ("tachwedd dachwedd nhachwedd thachwedd", Cymraeg(TokenKind.Month, 11)),
        ("rhagfyr ragfyr", Cymraeg(TokenKind.Month, 12)),
        ("gwanwyn wanwyn ngwanwyn", Cymraeg(TokenKind.Season, 0)),
        ("haf", Cymraeg(TokenKind.Season, 1)),
        ("gaeaf aeaf ngaeaf", Cymraeg(TokenKind.Season, 3)),
        ("erbyn", Cymraeg(TokenKind.By)),
        ("rhwng", Cymraeg(TokenKind.Between)),
        ("ymlaen", Cymraeg(TokenKind.Onwards)),
        ("diwedd ddiwedd niwedd", Cymraeg(TokenKind.Finish)),
        ("dechrau ddechrau nechrau", Cymraeg(TokenKind.Start)),
        ("canol ganol nghanol", Cymraeg(TokenKind.Mid)),
        ("gynnar", Cymraeg(TokenKind.Early)),
        ("chwarter", Cymraeg(TokenKind.Quarter, Units.Quarter)),
        ("blwyddyn flwyddyn mlwyddyn", Cymraeg(TokenKind.Unit, Units.Year)),
        ("blynedd flynedd mlynedd", Cymraeg(TokenKind.Unit, Units.Year | Units.Plural)),
        ("misoedd", Cymraeg(TokenKind.Unit, Units.Month | Units.Plural)),
        ("wythnos", Cymraeg(TokenKind.Unit, Units.Week)),
        ("wythnosau", Cymraeg(TokenKind.Unit, Units.Week | Units.Plural)),
        ("ariannol", Cymraeg(TokenKind.Financial)),
        ("academaidd", Cymraeg(TokenKind.Academic)),
        ("ddinesig dinesig", Cymraeg(TokenKind.Municipal)),
        ("tymor nhymor thymor", Cymraeg(TokenKind.Term)),
        ("nesaf", Cymraeg(TokenKind.Next)),
        ("fewn", Cymraeg(TokenKind.Within)),
        ("parhaus barhaus parhau", Cymraeg(TokenKind.Ongoing)),
        ("cwblhawyd gwblhau cwblhau gwblhawyd", Cymraeg(TokenKind.Complete)),
        ("gadarnhau cadarnhau", Cymraeg(TokenKind.Trigger)),
        ("flynyddol blynyddol", Cymraeg(TokenKind.Recurring, 12)),
        ("chwarterol", Cymraeg(TokenKind.Recurring, 3)),
        ("misol fisol", Cymraeg(TokenKind.Recurring, 1)),
        ("wythnosol", Cymraeg(TokenKind.Recurring, -7)),
        ("bob", Cymraeg(TokenKind.Each)),
        ("hyd", Cymraeg(TokenKind.Until)),
        ("gymeradwyo cymeradwyo etholiad", Cymraeg(TokenKind.Event)),
    ];

    /// <summary>Short Welsh words that mean something else in English; they count only in a text with a word of <see
    /// cref="Welsh"/>.</summary>
    public static IReadOnlyList<(string Words, Meaning Meaning)> SmallWelsh { get; } =
    [
        ("o", new(TokenKind.From)),
        ("i", new(TokenKind.To)),
        ("a ac", new(TokenKind.And)),
        ("neu", new(TokenKind.Or)),
        ("y yr", new(TokenKind.The)),
        ("yn ym yng", new(TokenKind.In)),
        ("tan", new(TokenKind.Until)),
        ("cyn", new(TokenKind.Before)),
        ("ôl", new(TokenKind.After)),
        ("hwyrach", new(TokenKind.By)),
        ("hwyr", new(TokenKind.Late)),
        ("hwn hon yma", new(TokenKind.This)),
        ("mis fis", new(TokenKind.Unit, Units.Month)),
        ("cyntaf gyntaf", new(TokenKind.Number, 1, Trait.Spelled | Trait.Ordinal)),
        ("olaf", new(TokenKind.Last)),
        ("un", new(TokenKind.Number, 1, Trait.Spelled)),
        ("dau ddau dwy ddwy", new(TokenKind.Number, 2, Trait.Spelled)),
        ("tri dri tair dair", new(TokenKind.Number, 3, Trait.Spelled)),
        ("pedwar bedwar pedair bedair", new(TokenKind.Number, 4, Trait.Spelled)),
        ("pum bum", new(TokenKind.Number, 5, Trait.Spelled)),
        ("chwe chwech", new(TokenKind.Number, 6, Trait.Spelled)),
        ("deuddeg ddeuddeg", new(TokenKind.Number, 12, Trait.Spelled)),
        ("llun", new(TokenKind.Weekday, 1)),
        ("mercher fercher", new(TokenKind.Weekday, 3)),
        ("iau", new(TokenKind.Weekday, 4)),
        ("gwener wener", new(TokenKind.Weekday, 5)),
        ("ystod heb fod na nag ar wedi dydd ddydd", new(TokenKind.End)),
    ];

    private static Meaning Cymraeg(TokenKind kind, int value = 0) => new(kind, value, Trait.Welsh);
}
