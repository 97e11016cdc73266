using System.Reflection;
using System.Runtime.InteropServices;

namespace HubFunctions.Tests.Infra;

/// <summary>The Bicep compiler that this project restores. It runs offline.</summary>
internal static class Bicep
{
    // One run takes half a gigabyte and a core for some seconds.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public const string WhyNot = "The package holds the compiler for Linux on x64.";

    public static bool IsHere { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture is System.Runtime.InteropServices.Architecture.X64;

    public static string Compiler { get; } = Path.Combine(Folder(), "tools", "bicep");

    /// <summary>What an operator must give to every environment.</summary>
    public static IReadOnlyDictionary<string, string> Required { get; } = new Dictionary<string, string>
    {
        ["AZURE_ENV_NAME"] = "hub-check",
        ["AZURE_LOCATION"] = "uksouth",
        ["HUB_ALERT_EMAIL"] = "operators@hub.example",
        ["HUB_MAIL_FROM"] = "hub@hub.example",
    };

    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        Assert.SkipUnless(IsHere, WhyNot);
        await OneAtATime.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return await Shell.RunAsync(folder, environment, Compiler, arguments);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>A copy of <c>infra/</c> for what the compiler writes beside its input.</summary>
    public static DirectoryInfo Copy()
    {
        var copy = Directory.CreateTempSubdirectory("hub-infra-");
        foreach (var file in Directory.EnumerateFiles(Repository.Full("infra"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.FullName, Path.GetRelativePath(Repository.Full("infra"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    private static string Folder() =>
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "BicepFolder").Value!;
}
