namespace HubFunctions.Plans;

/// <summary>One word on the two axes; an axis that it says nothing about is null.</summary>
public sealed record StatusMeaning(Lifecycle? Lifecycle, Health? Health)
{
    public bool Contradicts(StatusMeaning other) =>
        other.Lifecycle is not null && Lifecycle != other.Lifecycle || other.Health is not null && Health != other.Health;
}
