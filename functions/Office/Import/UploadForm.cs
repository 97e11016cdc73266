using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>What is entered beside the file. Pure.</summary>
public sealed record UploadForm
{
    /// <summary>Id of the plan; empty for a new one.</summary>
    public string Plan { get; init; } = "";

    /// <summary>Whether the page is for this plan alone.</summary>
    public bool IsFixed { get; init; }
    public string Title { get; init; } = "";

    /// <summary>Of a new plan; empty takes one from its title.</summary>
    public string Id { get; init; } = "";
    public string Pasted { get; init; } = "";

    /// <summary>The import whose file this one replaces; empty for a first.</summary>
    public string Draft { get; init; } = "";

    public static UploadForm Of(IFormCollection form) => new()
    {
        Plan = form["plan"].ToString(),
        IsFixed = form.ContainsKey("fixed"),
        Title = OneLine.Of(form["title"].ToString()),
        Id = form["id"].ToString().Trim(),
        Pasted = form["pasted"].ToString(),
        Draft = form["draft"].ToString(),
    };

    public List<FieldError> Check(bool hasFile)
    {
        var errors = new List<FieldError>();
        var isPasted = !string.IsNullOrWhiteSpace(Pasted);
        if (!hasFile && !isPasted)
            errors.Add(new("file", "required", "Choose a file, or paste the cells"));
        if (hasFile && isPasted)
            errors.Add(new("pasted", "twice", "Choose a file or paste the cells, not both"));
        if (Title.Length > PlanLimits.Name)
            errors.Add(new("title", "too-long", $"The title has at most {PlanLimits.Name} characters here"));
        if (Plan.Length == 0 && Id.Length > 0 && !Plans.Id.IsValid(Id))
            errors.Add(new("id", "not-an-id", "An id has 1 to 63 characters: a to z, 0 to 9, dot and hyphen, such as town-plan"));
        return errors;
    }
}
