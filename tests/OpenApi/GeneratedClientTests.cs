using HubFunctions.LocalRun;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.OpenApi;

/// <summary>Clients made from the description as it is served, compiled with warnings as errors, report to the running
/// hub.</summary>
public sealed class GeneratedClientTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    private static readonly string Source = Path.Combine(NodeTools.TestsFolder, "OpenApi", "Clients");
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Address => hub.App.Anyone.BaseAddress!.ToString().TrimEnd('/');

    [Fact]
    public async Task Openapi_typescript_makes_types_that_tsc_strict_takes()
    {
        var partner = await hub.NewPartnerAsync();
        var description = await hub.App.Anyone.GetStringAsync("/api/openapi.json", Stop);

        var outcomes = await NodeTools.RunAsync(
            "OpenApi/Clients/typescript.mjs",
            [Address, partner.Id, partner.Token],
            description,
            Stop);

        Assert.Equal(["typescript stored", "typescript duplicate"], Lines(outcomes));
    }

    [Fact]
    public async Task NSwag_and_Kiota_make_clients_that_compile_and_report_once()
    {
        var partner = await hub.NewPartnerAsync();
        var folder = Directory.CreateTempSubdirectory("hub-clients-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, ".config"));
            foreach (var name in (string[])[".config/dotnet-tools.json", "Clients.csproj", "Program.cs"])
                File.Copy(Path.Combine(Source, name), Path.Combine(folder.FullName, name));
            await File.WriteAllBytesAsync(
                Path.Combine(folder.FullName, "openapi.json"),
                await hub.App.Anyone.GetByteArrayAsync("/api/openapi.json", Stop),
                Stop);

            await DotNetAsync(folder, "tool", "restore");
            await DotNetAsync(
                folder, "nswag", "openapi2csclient", "/input:openapi.json", "/output:NSwag.cs", "/namespace:Clients.NSwag",
                "/className:HubClient", "/jsonLibrary:SystemTextJson", "/generateNullableReferenceTypes:true",
                "/generateOptionalPropertiesAsNullable:true");
            var made = await DotNetAsync(
                folder, "kiota", "generate", "-l", "CSharp", "-d", "openapi.json", "-o", "Kiota", "-n", "Clients.Kiota", "-c",
                "HubClient");
            Assert.DoesNotContain("components", made, StringComparison.Ordinal);
            await DotNetAsync(folder, "build", "-v", "q", "--nologo", "-nodeReuse:false", "-o", "out");
            var outcomes = await DotNetAsync(folder, Path.Combine("out", "Clients.dll"), Address, partner.Id, partner.Token);

            Assert.Equal(
                ["nswag Stored", "nswag Duplicate", "kiota Stored", "kiota Duplicate", "kiota 401 Not signed in"],
                Lines(outcomes));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> DotNetAsync(DirectoryInfo folder, params string[] arguments)
    {
        var (exit, output, errors) = await NodePackages.RunAsync(
            "dotnet",
            arguments,
            folder.FullName,
            Limit,
            cancellationToken: Stop);
        return exit == 0
            ? output
            : throw new InvalidOperationException(
                $"dotnet {string.Join(' ', arguments.Take(2))} ended with {exit}: {output} {errors}");
    }

    private static string[] Lines(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
