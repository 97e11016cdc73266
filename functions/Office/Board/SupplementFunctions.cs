using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>Corrects a frozen pack by a supplement, which is frozen too.</summary>
public sealed class SupplementFunctions(PackPages open, PackPageView view, PackFreezer freezer, TablePacks packs)
{
    public const int Most = 99;

    private static readonly (string Name, string Label, int Max, bool IsNeeded)[] Fields =
        [("about", "what it is about", PlanLimits.Name, false), ("reason", "the reason", PlanLimits.Name, true),
            ("text", "the text", PlanLimits.Text, true)];

    [Function("AddSupplement"), Page(PageAccess.Office), MaxBody(128 * 1024)]
    public async Task<IResult> AddSupplementAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post",
            Route = "office/plans/{plan}/packs/{pack}/supplements")] HttpRequest request)
    {
        if (PackPages.Board(request.Route("pack")) is not { } board
            || await packs.HeadAsync(request.Plan(), board, request.Stop()) is not { } pack)
            return await open.MissingAsync(request);
        var entered = Fields.ToDictionary(f => f.Name, f => request.Form[f.Name].ToString().Trim(), StringComparer.Ordinal);
        if (Check(entered, request.Form["number"].ToString()) is { Count: > 0 } errors)
            return await view.ShowAsync(request, new() { Status = 400, Errors = errors, Entered = entered });
        var wanted = new PackSupplement
        {
            Plan = request.Plan(),
            Corrects = pack.Link,
            Number = int.Parse(request.Form["number"].ToString(), CultureInfo.InvariantCulture),
            About = entered["about"].Length == 0 ? null : OneLine.Of(entered["about"]),
            Reason = OneLine.Of(entered["reason"]),
            Text = entered["text"].ReplaceLineEndings("\n"),
            FrozenAt = pack.At,
            FrozenBy = "",
        };
        return await freezer.AddAsync(pack, wanted, request.SignedIn()!, CancellationToken.None) is FreezeResult.Changed
            ? await view.ShowAsync(request, new()
            {
                Status = 409,
                Errors = [new("text", "changed",
                    "Somebody added a supplement since you opened the pack: look at it. What you entered is still below")],
                Entered = entered,
            })
            : new SeeOther($"{PackPages.Address(request.Plan(), board)}?done=supplement");
    }

    private static List<FieldError> Check(Dictionary<string, string> entered, string number)
    {
        var errors = new List<FieldError>();
        foreach (var (name, label, max, isNeeded) in Fields)
        {
            if (isNeeded && OneLine.Of(entered[name]).Length == 0)
                errors.Add(new(name, "empty", $"Enter {label}"));
            else if (entered[name].Length > max)
                errors.Add(new(name, "too-long", $"Shorten {label}: it has at most {max} characters"));
        }

        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var next) || next is < 1 or > Most)
            errors.Add(new("text", "too-many",
                $"A pack has at most {Most} supplements: say more in one of them, or correct the next pack"));
        return errors;
    }
}
