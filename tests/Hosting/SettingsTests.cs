using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Timescales;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HubFunctions.Tests.Hosting;

/// <summary>A missing or malformed setting stops the start with one line: name, what is wrong, how to fix it, and never the
/// value.</summary>
public sealed class SettingsTests
{
    private const string Connection = "DefaultEndpointsProtocol=https;AccountName=hub;AccountKey=c2VjcmV0";

    public static TheoryData<string, string, string> Malformed =>
        new()
        {
            { "AzureWebJobsStorage", "c0nf1dential", "AzureWebJobsStorage" },
            { "AzureWebJobsStorage", "AccountName=hub;AccountKey=c0nf1dential!", "AzureWebJobsStorage" },
            { "AzureWebJobsStorage", "AccountName=c0nf1dential", "AzureWebJobsStorage" },
            { "AzureWebJobsStorage", "AccountName=hub;AccountName=c0nf1dential;AccountKey=c2VjcmV0", "AzureWebJobsStorage" },
            { "AzureWebJobsStorage", Connection + ";BlobEndpoint=c0nf1dential", "AzureWebJobsStorage" },
            { "AzureWebJobsStorage", Connection + ";TableEndpoint=c0nf1dential", "AzureWebJobsStorage" },
            { "AzureWebJobsStorage", "AccountName=c0nf1dential/é;AccountKey=c2VjcmV0", "AzureWebJobsStorage" },
            { "AzureWebJobsStorage", "UseDevelopmentStorage=c0nf1dential", "AzureWebJobsStorage" },
            { "Hub__SnapshotStorage__blobServiceUri", "http://c0nf1dential.example", "Hub__SnapshotStorage__blobServiceUri" },
            { "Hub__SnapshotStorage", "c0nf1dential", "Hub__SnapshotStorage" },
            {
                "Hub__SnapshotStorage__accountName",
                "https://c0nf1dential.blob.core.windows.net",
                "Hub__SnapshotStorage__accountName"
            },
            { "Hub__SnapshotStorage__blobServiceUri", "c0nf1dential", "Hub__SnapshotStorage__blobServiceUri" },
            { "Hub__SnapshotContainer", "c0nf1dential--", "Hub__SnapshotContainer" },
            { "Hub__PublicBaseUrl", "ftp://c0nf1dential", "Hub__PublicBaseUrl" },
            { "Hub__SigningKey", "c0nf1dential", "Hub__SigningKey" },
            { "Hub__PreviousSigningKey", "c0nf1dential", "Hub__PreviousSigningKey" },
            { "Hub__AdminKey", "c0nf1dential", "Hub__AdminKey" },
            { "Hub__Entra__TenantId", "c0nf1dential", "Hub__Entra__TenantId" },
            { "Hub__Entra__Audience", "c0nf1dential", "Hub__Entra__TenantId" },
            { "Hub__TimeZone", "c0nf1dential", "Hub__TimeZone" },
            { "Hub__Reminders__LeadDays", "30,c0nf1dential", "Hub__Reminders__LeadDays" },
            { "Hub__BankHolidays__Closed", "c0nf1dential", "Hub__BankHolidays__Closed" },
            { "Hub__Reminders__SendFrom", "c0nf1dential", "Hub__Reminders__SendFrom" },
            { "Hub__Reminders__SendUntil", "25:00", "Hub__Reminders__SendUntil" },
            { "Hub__Mail__Provider", "c0nf1dential", "Hub__Mail__Provider" },
            { "Hub__Mail__From", "c0nf1dential", "Hub__Mail__From" },
            { "SendGrid__BaseUrl", "c0nf1dential", "SendGrid__BaseUrl" },
            { "SendGrid__WebhookKey", "c0nf1dential", "SendGrid__WebhookKey" },
            { "Hub__Mail__ReplyTo", "c0nf1dential", "Hub__Mail__ReplyTo" },
            { "Hub__Mail__PrivacyUrl", "c0nf1dential", "Hub__Mail__PrivacyUrl" },
            { "Notify__ApiKey", "c0nf1dential", "Notify__ApiKey" },
            { "Notify__ApiKey", "c0nf1dential-0e2f4d6a-0000-4000-8000-00000000000b", "Notify__ApiKey" },
            { "Notify__TemplateId", "c0nf1dential", "Notify__TemplateId" },
            { "Notify__BaseUrl", "c0nf1dential", "Notify__BaseUrl" },
            { "Notify__CallbackToken", "c0nf1dential", "Notify__CallbackToken" },
            { "Graph__BaseUrl", "c0nf1dential", "Graph__BaseUrl" },
            { "Smtp__Port", "c0nf1dential", "Smtp__Port" },
            { "Hub__Now", "2022-05-24T07:00:00Z", "Hub__Now" },
            { "APPLICATIONINSIGHTS_CONNECTION_STRING", "c0nf1dential", "APPLICATIONINSIGHTS_CONNECTION_STRING" },
            {
                "APPLICATIONINSIGHTS_CONNECTION_STRING",
                "InstrumentationKey=c0nf1dential",
                "APPLICATIONINSIGHTS_CONNECTION_STRING"
            },
            { "OTEL_EXPORTER_OTLP_ENDPOINT", "c0nf1dential", "OTEL_EXPORTER_OTLP_ENDPOINT" },
        };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Names_what_is_malformed_in_one_line_without_its_value(string name, string value, string named)
    {
        var reader = Read(name, value);

        var problem = Assert.Single(reader.Problems, p => p.StartsWith(named + " ", StringComparison.Ordinal));
        Assert.DoesNotContain('\n', problem);
        Assert.Matches(@"^\S+ .+: .+\.$", problem);
        Assert.All(reader.Problems, p => Assert.DoesNotContain("c0nf1dential", p, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AzureWebJobsStorage")]
    [InlineData("Hub__PublicBaseUrl")]
    [InlineData("Hub__SigningKey")]
    [InlineData("Hub__AdminKey")]
    [InlineData("Hub__Mail__Provider")]
    [InlineData("Hub__Mail__From")]
    [InlineData("SendGrid__ApiKey")]
    public void Names_what_is_missing(string name)
    {
        var reader = Read(name, "");

        Assert.Contains(reader.Problems, p => p.StartsWith($"{name} is missing: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Notify_needs_a_key_and_a_template()
    {
        var problems = Read("Hub__Mail__Provider", "notify").Problems;

        Assert.Equal(
            ["Notify__ApiKey is missing", "Notify__TemplateId is missing"],
            problems.Select(p => p.Split(':')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_key_of_Notify_is_read_whatever_hyphens_its_name_has()
    {
        const string service = "26785a09-ab16-4eb0-8407-a37497a57506";
        const string secret = "3d844edf-8d35-48ac-975b-e847b4f122b0";
        var notify = Services("Notify__ApiKey", $"the-hub-s-key-{service}-{secret}").GetRequiredService<MailOptions>().Notify!;

        Assert.Equal((service, secret), (notify.ServiceId, notify.Secret));
    }

    [Fact]
    public void A_proclaimed_bank_holiday_closes_that_day()
    {
        var days = Services("Hub__BankHolidays__Closed", "2026-06-15, 2026-06-16").GetRequiredService<WorkingDays>();

        Assert.Equal(new DateOnly(2026, 6, 12), days.OnOrBefore(new(2026, 6, 16)));
    }

    [Fact]
    public void Takes_what_is_right() => Assert.Empty(Read("Hub__TimeZone", "Europe/London").Problems);

    [Theory]
    [InlineData("snapshots")]
    [InlineData("$web")]
    public void Takes_the_name_of_a_container_or_of_the_static_website(string name) =>
        Assert.Equal(name, Services("Hub__SnapshotContainer", name).GetRequiredService<SnapshotOptions>().Container);

    [Fact]
    public void Under_the_host_nothing_that_Development_brings_stands_in_for_a_setting()
    {
        var reader = Read([], development: true);

        Assert.Equal(
            [
                "AzureWebJobsStorage", "Hub__AdminKey", "Hub__Mail__From", "Hub__Mail__Provider", "Hub__PublicBaseUrl",
                "Hub__SigningKey",
            ],
            reader.Problems.Select(p => p.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Under_the_host_Development_moves_the_calendar_and_loads_no_samples()
    {
        var settings = Read("Hub__Now", "2022-05-24T07:00:00Z", development: true);

        Assert.Empty(settings.Problems);
        Assert.Equal(new DateTimeOffset(2022, 5, 24, 7, 0, 0, TimeSpan.Zero), CalendarStart.Read(settings));
        Assert.False(settings.IsLocalRun);
    }

    private static SettingsReader Read(string name, string value, bool development = false) =>
        Add(Usual(name, value), development).Settings;

    private static SettingsReader Read(Dictionary<string, string?> values, bool development) => Add(values, development).Settings;

    private static ServiceProvider Services(string name, string value) =>
        Add(Usual(name, value), development: false).Services.BuildServiceProvider();

    private static Dictionary<string, string?> Usual(string name, string value)
    {
        var settings = FakeHostOptions.Settings(Connection).ToDictionary(s => s.Key, s => (string?)s.Value);
        settings[name] = value;
        return settings.ToDictionary(s => s.Key.Replace("__", ":", StringComparison.Ordinal), s => s.Value);
    }

    /// <summary>As the worker starts, up to where it would refuse to.</summary>
    private static (SettingsReader Settings, IServiceCollection Services) Add(
        Dictionary<string, string?> values,
        bool development)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(values);
        var settings = new SettingsReader(builder.Configuration, development, hosted: true);
        HubFeatures.AddFeatures(builder, settings);
        return (settings, builder.Services);
    }
}
