namespace HubFunctions.Hosting;

/// <summary>What the process ends with (sysexits.h where it has a word for it).</summary>
public static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The published app was started without the Functions host.</summary>
    public const int Usage = 64;

    /// <summary>The local run found no storage.</summary>
    public const int Storage = 69;

    /// <summary>Something else listens on the port.</summary>
    public const int Port = 71;

    /// <summary>A setting is missing or malformed.</summary>
    public const int Settings = 78;

    /// <summary>The Functions host starts the worker again and does not count it as a failure; after 0 it never does, and calls
    /// hang.</summary>
    public const int Again = 200;
}
