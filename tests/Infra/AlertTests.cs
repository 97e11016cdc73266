using System.Text.Json.Nodes;

namespace HubFunctions.Tests.Infra;

public sealed class AlertTests
{
    private static IEnumerable<JsonObject> Rules => InfraTree.File("infra/modules/alerts.bicep")["vars"]!["rules"]!.AsArray().Select(rule => rule!.AsObject());

    private static string Query(string name) => Rules.Single(rule => Declaration.Read(rule["name"]) == name)["query"]!.GetValue<string>();

    [Fact]
    public void Speaks_up_about_silence_quarantine_mail_and_server_errors() => Assert.Equal(
        ["mail-failures", "quarantine-growth", "server-errors", "timer-silence"],
        Rules.Select(rule => Declaration.Read(rule["name"])).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("SendReminders")]
    [InlineData("PublishSnapshots")]
    [InlineData("Housekeeping")]
    public void Waits_for_every_timer(string timer)
    {
        Assert.Contains($"'{timer}', ", Query("timer-silence"));
        Assert.Matches($@"extract\('Timer \([^)]*\b{timer}\b", Query("timer-silence"));
    }

    [Fact]
    public void Tells_people_of_every_alert()
    {
        var rule = Assert.Single(InfraTree.Made("Microsoft.Insights/scheduledQueryRules"));
        Assert.Equal("[{\"$expr\":\"people.id\"}]", rule.Value("properties.actions.actionGroups"));
        var probe = Assert.Single(InfraTree.Made("Microsoft.Insights/metricAlerts"));
        Assert.Equal("[{\"actionGroupId\":{\"$expr\":\"actionGroupId\"}}]", probe.Value("properties.actions"));
        Assert.Equal("email", Declaration.Read(Assert.Single(InfraTree.Made("Microsoft.Insights/actionGroups")).At("properties.emailReceivers")![0]!["emailAddress"]));
    }

    [Fact]
    public void Looks_at_the_hub_from_outside_through_its_own_readiness()
    {
        var probe = Assert.Single(InfraTree.Made("Microsoft.Insights/webtests"));
        Assert.Equal("'${appUrl}/api/health/ready'", probe.Value("properties.Request.RequestUrl"));
        Assert.Equal("200", probe.Value("properties.ValidationRules.ExpectedHttpStatusCode"));
    }
}
