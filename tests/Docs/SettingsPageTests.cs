using System.Text.Json.Nodes;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Infra;
using Microsoft.Extensions.Configuration;

namespace HubFunctions.Tests.Docs;

/// <summary>docs/settings.md names every setting, with the default that the code has.</summary>
public sealed class SettingsPageTests
{
    /// <summary>Read by the hub, and of no use in a file for the Functions host on one's own machine.</summary>
    private static readonly string[] NotInSample =
        ["Hub__Entra__Authority", "Hub__LocalRun", "Hub__Now", "Hub__SnapshotContainer"];

    private static readonly SettingsReader Nothing = new(new ConfigurationBuilder().Build(), development: false);

    private static Dictionary<string, string> Page { get; } = DocPage.Read("docs/settings.md")
        .Table("| name | what it says | default |").ToDictionary(row => row[0].Trim('`'), row => row[2]);

    private static Dictionary<string, string> Sample => JsonNode.Parse(Repository.Text("local.settings.sample.json"))!["Values"]!
        .AsObject().ToDictionary(s => s.Key, s => (string)s.Value!);

    [Fact]
    public void Every_setting_of_the_sample_and_the_code_is_on_the_page_and_no_other() =>
        Assert.Equal(Sample.Keys.Concat(NotInSample).Distinct().Order(), Page.Keys.Order());

    [Fact]
    public void The_defaults_are_those_of_the_code()
    {
        var (reminders, mail) = (ReminderOptions.Read(Nothing), MailOptions.Read(Nothing));

        Assert.Equal($"`{string.Join(',', reminders.LeadDays)}`", Page["Hub__Reminders__LeadDays"]);
        Assert.Equal($"`{reminders.SendFrom:HH:mm}`", Page["Hub__Reminders__SendFrom"]);
        Assert.Equal($"`{reminders.SendUntil:HH:mm}`", Page["Hub__Reminders__SendUntil"]);
        Assert.Equal($"`{SnapshotOptions.Read(Nothing).Container}`", Page["Hub__SnapshotContainer"]);
        Assert.Equal($"`{mail.SmtpPort}`", Page["Smtp__Port"]);
        Assert.Equal($"`{HubFunctions.Hosting.EntraOptions.UsualRole}`", Page["Hub__Entra__Role"]);
    }

    [Fact]
    public void What_has_a_default_in_the_sample_has_the_same_on_the_page()
    {
        var filled = Sample.Where(s => s.Value.Length > 0 && !s.Value.StartsWith('<') && Page[s.Key].StartsWith('`')).ToList();

        Assert.True(filled.Count >= 8, string.Join(' ', filled));
        Assert.All(filled, s => Assert.Equal($"`{s.Value}`", Page[s.Key]));
    }
}
