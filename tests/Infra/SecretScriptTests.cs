using System.Diagnostics;

namespace HubFunctions.Tests.Infra;

/// <summary>Runs infra/secrets.sh against an <c>az</c> that keeps secrets as files in a folder of the test.</summary>
public sealed class SecretScriptTests : IDisposable
{
    private readonly DirectoryInfo _kept = Directory.CreateTempSubdirectory("hub-secrets-");

    public void Dispose() => _kept.Delete(recursive: true);

    [Fact]
    public void Makes_keys_of_48_random_bytes_and_prints_neither()
    {
        var (code, printed) = Run("outbox");
        Assert.Equal(0, code);
        string[] keys = [Kept("Hub--SigningKey")!, Kept("Hub--AdminKey")!];
        Assert.All(keys, key => Assert.Equal(48, Convert.FromBase64String(key).Length));
        Assert.NotEqual(keys[0], keys[1]);
        Assert.All(keys, key => Assert.DoesNotContain(key, printed));
        Assert.Null(Kept("SendGrid--ApiKey"));
    }

    [Fact]
    public void Leaves_a_key_that_is_there_as_it_is()
    {
        Run("outbox");
        var before = Kept("Hub--SigningKey");
        Run("outbox");
        Assert.Equal(before, Kept("Hub--SigningKey"));
    }

    [Theory]
    [InlineData("sendgrid", "SENDGRID_API_KEY", "SendGrid--ApiKey")]
    [InlineData("notify", "NOTIFY_API_KEY", "Notify--ApiKey")]
    [InlineData("smtp", "SMTP_PASSWORD", "Smtp--Password")]
    public void Stores_what_the_mail_provider_gave_without_printing_it(string provider, string variable, string secret)
    {
        var (code, printed) = Run(provider, (variable, "given by the provider"));
        Assert.Equal((0, "given by the provider"), (code, Kept(secret)));
        Assert.DoesNotContain("given by the provider", printed);
    }

    [Fact]
    public void Makes_the_token_of_delivery_reports_once_and_only_for_Notify()
    {
        Run("sendgrid");
        Assert.Null(Kept("Notify--CallbackToken"));
        var (_, printed) = Run("notify", ("NOTIFY_API_KEY", "given"));
        var made = Kept("Notify--CallbackToken")!;
        Run("notify", ("NOTIFY_API_KEY", "given"));
        Assert.Equal((48, made), (Convert.FromBase64String(made).Length, Kept("Notify--CallbackToken")));
        Assert.DoesNotContain(made, printed);
    }

    [Fact]
    public void Says_which_secret_is_still_missing()
    {
        var (code, printed) = Run("sendgrid");
        Assert.Equal(0, code);
        Assert.Contains("SendGrid--ApiKey", printed);
    }

    private string? Kept(string name) =>
        Path.Combine(_kept.FullName, name) is var path && File.Exists(path) ? File.ReadAllText(path) : null;

    private (int Code, string Printed) Run(string provider, params (string Name, string Value)[] more)
    {
        var start = new ProcessStartInfo("sh", ["infra/secrets.sh"])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] =
            Repository.Full("tests/Infra/FakeCli") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["KEPT"] = _kept.FullName;
        start.Environment["AZURE_KEY_VAULT_NAME"] = "kv-test";
        start.Environment["HUB_MAIL_PROVIDER"] = provider;
        foreach (var (name, value) in more)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        return (process.ExitCode, output + error.Result);
    }
}
