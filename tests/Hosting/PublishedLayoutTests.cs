using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>The published folder against what the Functions host demands of an app root.</summary>
public sealed class PublishedLayoutTests(PublishedApp published)
{
    private const long MaxBytes = 60_000_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("host.json")]
    [InlineData("worker.config.json")]
    [InlineData("functions.metadata")]
    [InlineData("extensions.json")]
    [InlineData(".azurefunctions/Microsoft.Azure.Functions.Worker.Extensions.dll")]
    [InlineData(".azurefunctions/function.deps.json")]
    [InlineData("HubFunctions.dll")]
    public async Task Has_what_the_host_reads(string file) =>
        Assert.True(File.Exists(Path.Combine(await published.FolderAsync(), file)));

    [Fact]
    public async Task The_host_loads_its_extensions_from_the_hidden_folder()
    {
        var extensions = (await JsonAsync("extensions.json"))["extensions"]!.AsArray();

        Assert.NotEmpty(extensions);
        foreach (var extension in extensions)
            Assert.True(File.Exists(Path.Combine(await published.FolderAsync(), (string)extension!["hintPath"]!)));
    }

    [Fact]
    public async Task The_worker_is_the_app_and_routes_are_whole()
    {
        var (worker, host) = (await JsonAsync("worker.config.json"), await JsonAsync("host.json"));

        Assert.Equal("dotnet-isolated", (string?)worker["description"]!["language"]);
        Assert.Equal("HubFunctions.dll", (string?)worker["description"]!["defaultWorkerPath"]);
        Assert.Equal("", (string?)host["extensions"]!["http"]!["routePrefix"]);
        Assert.Null(host["customHandler"]);
    }

    [Fact]
    public async Task Carries_neither_local_settings_nor_the_local_run_nor_the_runtime()
    {
        var root = await published.FolderAsync();
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)).ToList();

        Assert.DoesNotContain(files, f => f.StartsWith("local.settings", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(
            files,
            f => f is "start.mjs" or "launchSettings.json" or "web.config" or "function.json" or "libcoreclr.so");
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(root),
            path => Path.GetFileName(path).StartsWith(".git", StringComparison.Ordinal));
        Assert.InRange(
            Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length),
            1,
            MaxBytes);
    }

    [Fact]
    public async Task No_type_of_the_local_run_and_no_sample_is_in_the_assembly()
    {
        await using var file = File.OpenRead(Path.Combine(await published.FolderAsync(), "HubFunctions.dll"));
        using var assembly = new PEReader(file);
        var reader = assembly.GetMetadataReader();
        var types = reader.TypeDefinitions.Select(t => reader.GetString(reader.GetTypeDefinition(t).Namespace)).Distinct();
        var resources = reader.ManifestResources.Select(r => reader.GetString(reader.GetManifestResource(r).Name)).ToList();

        Assert.DoesNotContain(
            types,
            t =>
                t.StartsWith("HubFunctions.LocalRun", StringComparison.Ordinal)
                || t.StartsWith("HubFunctions.Samples", StringComparison.Ordinal));
        Assert.NotEmpty(resources);
        Assert.DoesNotContain(resources, r => r.Contains("Samples", StringComparison.OrdinalIgnoreCase));
    }

    private async Task<JsonNode> JsonAsync(string file) =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(await published.FolderAsync(), file), Stop))!;
}
