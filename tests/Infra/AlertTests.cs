using System.Text.RegularExpressions;

namespace HubFunctions.Tests.Infra;

public sealed partial class AlertTests
{
    public static TheoryData<string> EveryDeployment => [.. Deployment.Names];

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Speaks_up_about_silence_quarantine_mail_hints_and_server_errors(string name) => Assert.Equal(
        ["Hub: mail-failures", "Hub: missed-hints", "Hub: quarantine-growth", "Hub: server-errors", "Hub: timer-silence"],
        (await Deployment.OfAsync(name)).Made("Microsoft.Insights/scheduledQueryRules")
            .Select(r => r.Value("properties.displayName")).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Waits_for_the_timers_that_the_hub_has()
    {
        var timers = Repository.Sources().SelectMany(text => Timer().Matches(text))
            .Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal);
        Assert.Equal(["Housekeeping", "LookForSilentPartners", "PublishSnapshots", "SendNewsletters", "SendReminders"], timers);
        var rule = await AlertRule.OfAsync("timer-silence");
        Assert.Equal(timers, rule.Timers);
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Tells_people_of_every_alert(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        var people = deployment.One("Microsoft.Insights/actionGroups");
        Assert.All(deployment.Made("Microsoft.Insights/scheduledQueryRules"),
            rule => Assert.Equal([people.Id], rule.List("properties.actions.actionGroups")));
        var action = Assert.Single(deployment.One("Microsoft.Insights/metricAlerts").At("properties.actions")!.AsArray())!;
        Assert.Equal(people.Id, (string?)action["actionGroupId"]);
        var receiver = Assert.Single(people.At("properties.emailReceivers")!.AsArray())!;
        Assert.Equal(Bicep.Required["HUB_ALERT_EMAIL"], (string?)receiver["emailAddress"]);
    }

    [Theory]
    [MemberData(nameof(EveryDeployment))]
    public async Task Looks_at_the_hub_from_outside_through_its_own_readiness(string name)
    {
        var deployment = await Deployment.OfAsync(name);
        var probe = deployment.One("Microsoft.Insights/webtests");
        Assert.StartsWith("[format('{0}/api/health/ready', ", probe.Value("properties.Request.RequestUrl"));
        Assert.Contains(deployment.One("Microsoft.Web/sites").Id, probe.Value("properties.Request.RequestUrl"));
        Assert.Equal("200", probe.Value("properties.ValidationRules.ExpectedHttpStatusCode"));
    }

    // A name and, next to it, a schedule of six fields.
    [GeneratedRegex(
        @"(""(?<name>\w+)""|nameof\((?<name>\w+)\))[^""]{0,200}""([\d*/,-]+ ){5}[\d*/,-]+""",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Timer();
}
