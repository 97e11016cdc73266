namespace HubFunctions.LocalRun;

/// <summary>The emulator cannot run here; the message is one line that says how to fix it.</summary>
public sealed class AzuriteUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
