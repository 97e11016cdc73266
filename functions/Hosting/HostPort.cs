using System.Globalization;

namespace HubFunctions.Hosting;

/// <summary>Whether the Functions host started this process, and the port that it gave.</summary>
public static class HostPort
{
    private const string Variable = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <returns>Null where the host did not start this process.</returns>
    public static int? Read(SettingsReader settings)
    {
        if (settings.Text(Variable) is not { } text)
            return null;
        if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0)
            return port;
        settings.Wrong(Variable, "is not a port", "leave it to the Functions host, which gives a number from 1 to 65535");
        return null;
    }
}
