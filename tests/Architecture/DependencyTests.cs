using HubFunctions.Plans;
using NetArchTest.Rules;

namespace HubFunctions.Tests.Architecture;

public sealed class DependencyTests
{
    /// <summary>Stores, publishers and credentials, by how their names begin or end.</summary>
    private static readonly string[] MayKnowAzure =
    [
        "Table*", "Blob*", "Storage*", "GuardedTable*", "*Policy", "TransactionRules", "CommitActions", "LongText",
        "EntityLimits", "*Entities", "PlanBackup", "BackupRow", "RowSize", "PlanRestore", "RestoreRows", "PlanRetention",
        "Quarantine", "TimerLock", "StoredOutboxMailer", "Graph*", "Telemetry", "EntraAssertion",
    ];

    private static PredicateList Hub => In("HubFunctions");

    [Fact]
    public void Only_stores_publishers_and_credentials_know_Azure()
    {
        var known = Hub.And().HaveDependencyOnAny("Azure").GetTypes().Select(NameOf).Distinct().ToList();

        Assert.Contains("TablePlanStore", known);
        Assert.Contains("TimerLock", known);
        Assert.Equal([], known.Where(name => !MayKnowAzure.Any(pattern => Matches(name, pattern))));
    }

    [Theory]
    [InlineData("Updates", "Reminders", "Snapshots")]
    [InlineData("Reminders", "Updates", "Snapshots")]
    [InlineData("Snapshots", "Updates", "Reminders")]
    [InlineData("Plans", "Updates", "Reminders", "Snapshots")]
    [InlineData("Mail", "Updates", "Reminders", "Snapshots")]
    public void A_feature_imports_no_other(string feature, params string[] others) =>
        AssertNone(feature, [.. others.Select(Namespace)]);

    [Fact]
    public void Office_lies_on_top_and_nothing_below_uses_it()
    {
        Assert.NotEmpty(In(Namespace("Office")).GetTypes());
        foreach (
            var below in (string[])
                ["Http", "Hosting", "Mail", "Plans", "Updates", "Reminders", "Snapshots", "OpenApi", "Timescales"])
            AssertNone(below, Namespace("Office"));
    }

    [Theory]
    [InlineData("Timescales")]
    [InlineData("Http")]
    [InlineData("Mail")]
    [InlineData("Plans")]
    [InlineData("Updates")]
    [InlineData("Reminders")]
    [InlineData("Snapshots")]
    public void Nothing_below_imports_the_host(string below) =>
        AssertNone(below, Namespace("Hosting"), Namespace("LocalRun"));

    /// <summary>Nothing that a message, a plan or a page names is ever opened: only storage, sign-in keys and mail providers are
    /// called.</summary>
    [Fact]
    public void Only_storage_sign_in_keys_and_mail_providers_are_called()
    {
        var calling = Hub.And()
            .DoNotResideInNamespace(Namespace("LocalRun"))
            .And()
            .HaveDependencyOnAny(
                "System.Net.Http.HttpClient",
                "System.Net.Http.SocketsHttpHandler",
                "System.Net.Sockets.TcpClient",
                "System.Net.Sockets.Socket")
            .GetTypes()
            .Select(NameOf)
            .Distinct()
            .ToList();

        Assert.Contains("NotifyClient", calling);
        Assert.Equal(
            [],
            calling.Except([
                "StorageTransport", "EntraKeys", "EntraCodes", "NotifyClient", "ProviderHandler", "SendGridMailer",
                "MailRegistration", "GraphProvider", "Telemetry",
            ]));
    }

    private static void AssertNone(string from, params string[] onto)
    {
        var types = In(Namespace(from));

        Assert.NotEmpty(types.GetTypes());
        Assert.Empty(types.And().HaveDependencyOnAny(onto).GetTypes().Select(NameOf));
    }

    private static PredicateList In(string space) =>
        Types.InAssembly(typeof(StorageConnection).Assembly).That().ResideInNamespaceStartingWith(space);

    private static string Namespace(string folder) => $"HubFunctions.{folder}";

    /// <summary>Of the outermost type: what the compiler makes of lambdas and awaits belongs to it.</summary>
    private static string NameOf(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.Name;
    }

    private static bool Matches(string name, string pattern) => pattern switch
    {
        ['*', .. var end] => name.EndsWith(end, StringComparison.Ordinal),
        [.. var start, '*'] => name.StartsWith(start, StringComparison.Ordinal),
        _ => name == pattern,
    };
}
