using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Mail;

/// <summary>Graph's package is many megabytes: only a hub that is told of a tenant may load it.</summary>
public sealed class GraphLoadTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("", false)]
    [InlineData("a-tenant", true)]
    public async Task Loads_Graph_only_when_it_is_configured(string tenant, bool loaded)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Which files a process has loaded is read from /proc.");
        var stop = TestContext.Current.CancellationToken;
        var settings = new Dictionary<string, string?>
        {
            ["Hub__Mail__Provider"] = "sendgrid",
            ["Hub__Mail__From"] = "hub@council.example",
            ["SendGrid__ApiKey"] = "key",
            ["Graph__TenantId"] = tenant,
        };
        await using var hub = await HubProcess.StartAsync(azurite.NewAccount(), settings, stop: stop);
        (await hub.Office.PostAsync("/api/reminders?dryRun=true", null, stop)).EnsureSuccessStatusCode();
        var maps = await File.ReadAllTextAsync($"/proc/{hub.Id}/maps", stop);
        Assert.Contains("SendGrid.dll", maps, StringComparison.Ordinal);
        Assert.Equal(loaded, maps.Contains("Microsoft.Graph.dll", StringComparison.Ordinal));
    }
}
