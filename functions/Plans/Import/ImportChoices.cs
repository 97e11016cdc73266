namespace HubFunctions.Plans;

/// <summary>What whoever imports says beside the file. All may be left out.</summary>
public sealed record ImportChoices
{
    /// <summary>Name of the sheet; left out, the one with the likeliest headings.</summary>
    public string? Sheet { get; init; }

    /// <summary>Line of the headings, from 1.</summary>
    public int? HeadingLine { get; init; }

    /// <summary>What each column is; left out, by the names of the headings.</summary>
    public ColumnMapping? Mapping { get; init; }

    /// <summary>Title of a plan that is new.</summary>
    public string? Title { get; init; }

    /// <summary>The day from which a new plan's words are read; left out, the one that the table says, or else today.</summary>
    public DateOnly? ReferenceDate { get; init; }

    /// <summary>Takes out of the plan what the table lacks.</summary>
    public bool Remove { get; init; }

    /// <summary>How many items may go, where it is more than half of the plan or the table has no rows.</summary>
    public int? ConfirmRemove { get; init; }
}

/// <summary>The result of reading a table: a plan to enter, or errors by line and column.</summary>
public sealed record ImportedPlan(PlanDefinition? Plan, IReadOnlyList<Http.FieldError> Errors, IReadOnlyList<string> Warnings)
{
    /// <summary>What is to be reported of items once the plan is entered.</summary>
    public IReadOnlyList<FirstReport> Reports { get; init; } = [];

    /// <summary>Ids of items that the table lacks and that would go where it says so.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether they are so many that their number has to be confirmed.</summary>
    public bool IsMuchMissing { get; init; }

    /// <summary>True where the errors ask to confirm, not to fix the file.</summary>
    public bool IsUnconfirmed { get; init; }
}
