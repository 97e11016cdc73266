using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>The page of a pack, as it is asked for or as the answer to one of its forms.</summary>
public sealed class PackPageView(OfficePages pages, PackPages open, IPlanStore plans, BoardActions actions)
{
    public async Task<IResult> ShowAsync(HttpRequest request, PackAnswer answer)
    {
        if (await open.FindAsync(request) is not { } pack
            || await plans.FindHeaderAsync(request.Plan(), request.Stop()) is not { Plan: var plan })
            return await open.MissingAsync(request);
        var page = pages.Of(request, PackPages.Title(pack.Pack.Board)) with
        {
            Section = "Board",
            Errors = answer.Errors,
            Done = Done(request, pack),
        };
        return await pages.ShowAsync<PackPage>(
            page,
            new()
            {
                ["Plan"] = plan,
                ["Open"] = pack,
                ["Answer"] = answer,
                ["Actions"] = pack.Frozen is null ? [] : await actions.OfAsync(plan.Id, pack.Pack, request.Stop()),
            },
            answer.Status);
    }

    private static string? Done(HttpRequest request, OpenPack pack) => request.Query["done"].ToString() switch
    {
        "frozen" => "The pack is frozen.",
        "already" when pack.Frozen is { Head: var head } =>
            $"The pack was frozen already, on {LondonTime.Say(head.At)} by {head.By}.",
        "decisions" => "The decisions are stored.",
        "supplement" => "The supplement is frozen.",
        "action" => "The action is in the plan.",
        "there" => "The decision became an action before: nothing was added.",
        _ => null,
    };
}

/// <summary>What a form of the page comes back with; nothing for a page that is asked for.</summary>
public sealed record PackAnswer
{
    public int Status { get; init; } = 200;
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>As entered and not stored.</summary>
    public string? Decisions { get; init; }

    /// <summary>As entered and not stored, by the names of the inputs.</summary>
    public IReadOnlyDictionary<string, string> Entered { get; init; } = new Dictionary<string, string>();

    public string this[string name] => Entered.GetValueOrDefault(name, "");
}
