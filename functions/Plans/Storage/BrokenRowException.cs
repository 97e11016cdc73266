using System.Text.Json;

namespace HubFunctions.Plans;

/// <summary>A stored row that cannot be read: changed by hand, or written by a version that this one does not know. It stops its
/// own plan or item only; whoever reads many goes on with the others and names it.</summary>
public sealed class BrokenRowException(string plan, string row, Exception inner)
    : Exception($"Row {row} of plan {plan} cannot be read.", inner)
{
    public string Plan => plan;

    public string Row => row;

    public static T Guard<T>(string plan, string row, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure)
            when (failure
                    is JsonException
                        or FormatException
                        or InvalidOperationException
                        or ArgumentException
                        or NotSupportedException
                        or IndexOutOfRangeException
                        or InvalidCastException)
        {
            throw new BrokenRowException(plan, row, failure);
        }
    }
}
