namespace HubFunctions.Plans;

/// <summary>What a column of a table is in a plan.</summary>
public enum ImportField
{
    LeaveOut,
    Reference,
    Parent,
    Level,
    Label,

    /// <summary>Text that stands for a heading over several items: theme, priority, outcome.</summary>
    Group,
    Title,
    OwnerId,
    Owner,
    OwnerRole,
    OwnerEmail,
    Partners,
    Timescale,
    Start,
    After,
    Published,

    /// <summary>Words or colours, for an item's first update.</summary>
    Status,
    Percent,

    /// <summary>What the whole plan says of its publication: which part of it, the heading says.</summary>
    Publication,

    /// <summary>Text about the progress, for an item's first update: kept as an internal note.</summary>
    Progress,
}
