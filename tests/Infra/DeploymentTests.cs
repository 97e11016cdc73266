using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Infra;

public sealed partial class DeploymentTests(PublishedApp published)
{
    private const string Workflow = ".github/workflows/deploy.yml";

    public static TheoryData<string> EveryDeployment => [.. Deployment.Names];

    private static JsonObject Azd => Repository.Yaml("azure.yaml");

    private static JsonNode Service => Azd["services"]!["hub"]!;

    private static IReadOnlyList<string> Commands =>
        [.. Repository.Yaml(Workflow)["jobs"]!["deploy"]!["steps"]!.AsArray().Select(step => (string?)step!["run"])
            .OfType<string>()];

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Finds_the_app_by_the_tags_that_azd_looks_for(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        Assert.Equal("hub", deployment.One("Microsoft.Web/sites").Value("tags.azd-service-name"));
        var group = deployment.One("Microsoft.Resources/resourceGroups");
        Assert.Equal($"rg-{group.Value("tags.azd-env-name")}", group.Name);
    }

    [Fact]
    public async Task Zips_everything_that_was_published_dot_files_too()
    {
        var folder = Directory.CreateTempSubdirectory("hub-zip-");
        try
        {
            var app = await published.FolderAsync();
            Copy(app, Path.Combine(folder.FullName, "out"));
            // Stands for what the host reads first: nothing else begins with a dot.
            var hidden = Directory.CreateDirectory(Path.Combine(folder.FullName, "out", ".azurefunctions"));
            await File.WriteAllTextAsync(Path.Combine(hidden.FullName, "function.deps.json"), "{}",
                TestContext.Current.CancellationToken);
            Directory.CreateDirectory(Path.Combine(folder.FullName, "infra"));
            File.Copy(Repository.Full("infra/package.proj"), Path.Combine(folder.FullName, "infra", "package.proj"));

            var (code, output, errors) = await Shell.RunAsync(folder.FullName, null, "bash", "-e", "-c", Zip());

            Assert.True(code == 0, output + errors);
            using var zip = await ZipFile.OpenReadAsync(Path.Combine(folder.FullName, "hub.zip"),
                TestContext.Current.CancellationToken);
            var expected = Directory.EnumerateFiles(Path.Combine(folder.FullName, "out"), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Path.Combine(folder.FullName, "out"), file).Replace('\\', '/'));
            var files = zip.Entries.Where(entry => entry.Name.Length > 0).Select(entry => entry.FullName).ToList();
            Assert.Equal(expected.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
            Assert.Contains("host.json", files);
            Assert.Contains(".azurefunctions/function.deps.json", files);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Publishes_zips_provisions_and_deploys_that_zip_in_this_order()
    {
        string[] order = ["dotnet publish functions -c Release -o out", Zip(), "azd provision --no-prompt",
            "azd deploy hub --from-package hub.zip --no-prompt"];
        Assert.Equal(order, Commands.Where(order.Contains));
    }

    [Fact]
    public void Makes_the_package_of_azd_up_by_the_same_commands()
    {
        Assert.Equal(("function", "custom", "out"), (Read("host"), Read("language"), Read("dist")));
        string[] systems = ["posix", "windows"];
        Assert.All(systems, system => Assert.EndsWith("dotnet publish functions -c Release -o out",
            (string?)Service["hooks"]!["prepackage"]![system]!["run"]));
    }

    [Fact]
    public void Deploys_the_template_that_these_tests_read() =>
        Assert.Equal("infra/main.bicep", $"{Azd["infra"]!["path"]}/{Azd["infra"]!["module"]}.bicep");

    [Fact]
    public void Stores_the_secrets_before_the_app_is_deployed() =>
        Assert.Equal("./infra/secrets.sh", (string?)Azd["hooks"]!["postprovision"]!["run"]);

    [Fact]
    public async Task Makes_in_the_vault_every_secret_that_the_settings_name()
    {
        var named = (await Deployment.AllAsync()).SelectMany(d => d.Settings.Values)
            .SelectMany(value => Secret().Matches(value)).Select(m => m.Groups["name"].Value).Distinct();
        // The previous signing key is the current one of yesterday: copied by whoever rotates, never made.
        Assert.All(named.Where(name => name != "Hub--PreviousSigningKey"),
            name => Assert.Contains(name, Repository.Text("infra/secrets.sh")));
    }

    private static string Zip() => Assert.Single(Commands, command => command.Contains("package.proj", StringComparison.Ordinal));

    private static string? Read(string key) => (string?)Service[key];

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    [GeneratedRegex(@"\{0\}/(?<name>\w+--\w+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();
}
