using System.Text.RegularExpressions;

namespace HubFunctions.Tests.Infra;

public sealed partial class NoSecretTests
{
    public static TheoryData<string> EveryFile =>
    [
        .. Repository.BicepPaths, .. Repository.ParameterPaths, .. Repository.WorkflowPaths,
        "azure.yaml", "infra/secrets.sh", "infra/check.sh", "infra/package.proj",
        "local.settings.sample.json", ".ci/run", "host.json",
    ];

    [Theory]
    [MemberData(nameof(EveryFile))]
    public void Holds_nothing_that_looks_like_a_secret(string path)
    {
        var text = PinnedAction().Replace(Repository.Text(path), "");
        Assert.DoesNotMatch(KnownShape(), text);
        Assert.DoesNotContain(LongToken().Matches(text),
            match => match.Value.Any(char.IsDigit) && match.Value.Any(char.IsUpper) && match.Value.Any(char.IsLower));
    }

    [Theory]
    [MemberData(nameof(EveryFile))]
    public void Asks_azure_for_no_key(string path) =>
        Assert.DoesNotMatch(@"(?i)list(Account)?(Keys|Sas)\b|keys list", Repository.Text(path));

    [Fact]
    public async Task Hands_no_secret_to_whoever_reads_the_outputs()
    {
        var outputs = (await Deployment.AllAsync()).SelectMany(d => d.Outputs).ToList();
        Assert.NotEmpty(outputs);
        Assert.All(outputs, o => Assert.DoesNotMatch("(?i)secret|connection|signing|token",
            $"{o.Key} {o.Value?.ToJsonString()}"));
    }

    [Fact]
    public void Puts_no_secret_on_a_command_line() =>
        Assert.DoesNotMatch(@"--value\b|echo .*\$\{?SENDGRID", Repository.Text("infra/secrets.sh"));

    [GeneratedRegex("@[0-9a-f]{40}", RegexOptions.None, 1000)]
    private static partial Regex PinnedAction();

    [GeneratedRegex(
        @"AccountKey=|SharedAccessSignature|\bSG\.[\w-]{10}|whsec_\w|\bhub_\w{10}|-----BEGIN|[?&]sig=|[Pp]assword\s*[:=]\s*[""'](?!\$\{secret\})",
        RegexOptions.None,
        1000)]
    private static partial Regex KnownShape();

    [GeneratedRegex("[A-Za-z0-9+/_=]{32,}", RegexOptions.None, 1000)]
    private static partial Regex LongToken();
}
