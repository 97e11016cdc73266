namespace HubFunctions.Hosting;

/// <summary>What the process ends with (sysexits.h where it has a word for it).</summary>
public static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The Functions host takes 0 for "never start again", and nobody asks the app to end for good.</summary>
    public const int Again = 1;

    /// <summary>The local run found no storage.</summary>
    public const int Storage = 69;

    /// <summary>Something else listens on the port.</summary>
    public const int Port = 71;

    /// <summary>A setting is missing or malformed.</summary>
    public const int Settings = 78;
}
