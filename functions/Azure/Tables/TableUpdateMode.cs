namespace HubFunctions.Azure.Tables;

public enum TableUpdateMode
{
    /// <summary>Properties that the new entity does not name keep their values.</summary>
    Merge = 0,

    /// <summary>Properties that the new entity does not name are removed.</summary>
    Replace = 1,
}
