using HubFunctions.Http;
using HubFunctions.Reminders;

namespace HubFunctions.Tests.Soak;

/// <summary>What is entered before the load: two plans, each with items for one kind of work each.</summary>
internal static class SoakPlans
{
    public const string Partner = "partner";
    public const int UpdatedItems = 6;
    public const string EditedItem = "edited";
    public const string AnsweredItem = "answered";

    /// <summary>Marks what is internal: it is in no published byte and in no log.</summary>
    public const string Internal = "internal-mark";
    public static readonly string[] All = ["north", "south"];

    /// <summary>Owner and the words of what falls due; nobody reports on it, so its owner must be told.</summary>
    private static readonly (string Owner, string Timescale)[] Due =
    [
        ("monday", "by 28 March 2022"), ("tuesday", "by 29 March 2022"),
        ("halloween", "by 31 October 2022"), ("november", "by 1 November 2022"),
    ];

    public static IEnumerable<ExpectedMail> ExpectedMails =>
        from plan in All from due in Due select new ExpectedMail(Address(plan, due.Owner), Title(plan, due.Owner));

    public static IEnumerable<string> Addresses => from plan in All from owner in Owners select Address(plan, owner);

    private static IEnumerable<string> Owners => [.. Due.Select(d => d.Owner), AnsweredItem];

    public static object Plan(string plan, string title) => new
    {
        id = plan,
        title,
        status = "adopted",
        published = true,
        referenceDate = "2022-01-01",
        owners = Owners.Select(o => new { id = o, role = $"Lead for {o}", email = Address(plan, o) }),
        items = Items(plan),
    };

    public static string Answer(string plan)
    {
        var keys = new SigningKeys([.. "a signing key for tests, 32 bytes"u8], null);
        var link = new ResponseLink([new(plan, AnsweredItem, AnsweredItem, null)]);
        return "/api/respond/" + new ReplyLinks(keys, TimeProvider.System).Make(link);
    }

    private static IEnumerable<object> Items(string plan) =>
    [
        .. Enumerable.Range(1, UpdatedItems).Select(n => Item($"d{n}", $"Deliverable {n}", null, "by 31 May 2030")),
        Item(EditedItem, "Edited by the office", null, "by 31 May 2030"),
        Item(AnsweredItem, "Answered by its owner", AnsweredItem, "by 31 May 2030"),
        .. Due.Select(d => Item(d.Owner, Title(plan, d.Owner), d.Owner, d.Timescale)),
    ];

    private static object Item(string id, string title, string? owner, string timescale) => new { id, title, owner, timescale };

    private static string Title(string plan, string owner) => $"Promise of {plan} for {owner}";

    private static string Address(string plan, string owner) => $"{owner}.{plan}@soak.example";
}

/// <param name="Title">Of the item that some mail to this address must name.</param>
internal sealed record ExpectedMail(string To, string Title);
