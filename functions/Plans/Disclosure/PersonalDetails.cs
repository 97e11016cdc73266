using System.Text.RegularExpressions;

namespace HubFunctions.Plans;

/// <summary>Homes and days of birth of persons. The address of a building that is open to people is none.</summary>
internal static class PersonalDetails
{
    private const RegexOptions Linear =
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const string Street =
        "street|st|road|rd|avenue|ave|lane|close|drive|way|court|crescent|grove|terrace|place|gardens?|hill|row|square|mews|walk|"
            + "view|park|rise|green|fold|croft";

    private const string Months =
        "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?";

    private static readonly Regex Postcode = new(@"\b(?:[a-z]{1,2}[0-9][0-9a-z]? ?[0-9][a-z]{2})\b", Linear);
    private static readonly Regex House = new(
        $@"(?:\bflat [0-9]+[a-z]?\b|\b[0-9]{{1,4}}[a-z]?,? (?:[\p{{L}}']+ ){{1,3}}(?:{Street})\b)",
        Linear);
    private static readonly Regex HouseOfPostcode = new(
        @"\b(?:[0-9]{1,4}[a-z]?,? [a-z]{1,2}[0-9][0-9a-z]? ?[0-9][a-z]{2})\b",
        Linear);
    private static readonly Regex Person = new(
        @"\b(?:mr|mrs|ms|miss|mx|he|she|her|his|lives?|lived|living|home address|home of|resides)\b",
        Linear);
    private static readonly Regex Someone = new(
        @"\b(?:the|a|our|this|one) (?:[\p{L}]+ )?(?:family|resident|tenant|patient|child|couple|carer|pupil|client|man|woman|boy|girl|mother|father|victim)\b",
        Linear);
    private static readonly Regex Building = new(
        @"\b(?:centres?|centers?|hubs?|library|libraries|halls?|council|offices?|schools?|college|surgery|clinic|hospital|church|mosque|caf[eé]|museum|shop|"
            + @"building|services?|pharmacy|academy|practice|trust|charity|venue|gym|pool|theatre|depot)\b",
        Linear);

    private static readonly Regex Birth = new(
        @"\b(?:born(?: on)?|d\.? ?o\.? ?b\.?|date[ -]of[ -]birth|birth(?:[ -]?date|day)?|b\.)(?: (?:is|was|on|the))?[ :=,(-]{0,4}(?:the )?"
            + $@"(?:[0-9]{{1,2}}[ ./-][0-9]{{1,2}}[ ./-][0-9]{{2,4}}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{Months}),? [0-9]{{2,4}}|(?:{Months}) [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}})",
        Linear);

    private static readonly Regex MarkUp = new("<[!/?a-z]", Linear);

    public static bool HasHomeAddress(string text) =>
        Postcode.IsMatch(text)
        && (Person.IsMatch(text)
            || (!Building.IsMatch(House.Replace(text, " "))
                && (House.IsMatch(text) || HouseOfPostcode.IsMatch(text) || Someone.IsMatch(text))));

    public static bool HasDateOfBirth(string text) => Birth.IsMatch(text);

    public static bool HasMarkUp(string text) => MarkUp.IsMatch(text);
}
