using System.Globalization;

namespace HubFunctions.Hosting;

/// <summary>Whether the Functions host started this process, and the port that it gave.</summary>
public static class HostPort
{
    private const string Variable = "FUNCTIONS_CUSTOMHANDLER_PORT";

    public static int? Read() =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
}
