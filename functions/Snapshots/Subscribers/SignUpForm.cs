using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>The form of a sign-up, as it was sent. Pure.</summary>
public sealed record SignUpForm(string Email = "", string Theme = "", string When = "")
{
    private const string Monthly = "monthly";
    private const string Board = "board";

    public static SignUpForm Of(IFormCollection sent) =>
        new(sent["email"].ToString().Trim(), sent["theme"].ToString().Trim(), sent["when"].ToString().Trim());

    /// <param name="choices">Only where a theme was chosen, or something is wrong, need they be read.</param>
    public (SubscriptionChoice Choice, IReadOnlyList<FieldError> Errors) Read(PlanChoices choices)
    {
        var errors = new List<FieldError>();
        if (!EmailAddresses.IsValid(Email) || Email.LastIndexOf('.') < Email.LastIndexOf('@'))
            errors.Add(new("email", "not-an-address", "Enter an email address in the right format, like name@example.org"));
        var theme = choices.Themes.FirstOrDefault(t => t.Id == Theme);
        if (Theme.Length > 0 && theme is null)
            errors.Add(new("theme", "unknown-theme", "Choose the whole plan or one of its themes"));
        if (When is not ("" or Monthly or Board))
            errors.Add(new("when", "unknown-timing", "Choose how often we write"));
        return (
            new(
                theme,
                When switch
                {
                    Monthly => NewsletterTiming.Monthly,
                    Board => NewsletterTiming.Board,
                    _ => null,
                }),
            errors);
    }
}
