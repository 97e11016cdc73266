namespace HubFunctions.LocalRun;

/// <summary>The ignored folder <c>.local</c> beside the solution; where there is none, below the working directory.</summary>
public static class LocalFolder
{
    private static readonly string Root = Find();

    public static string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "HubFunctions.sln")))
                return System.IO.Path.Combine(folder.FullName, ".local");
        return System.IO.Path.Combine(Environment.CurrentDirectory, ".local");
    }
}
