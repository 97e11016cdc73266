using HubFunctions.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace HubFunctions.Tests.Support;

/// <summary>Starts the classes that take longest first, so that the run does not end with one of them alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        "CutErasureTests", "IntakeModelTests", "PlanModelTests", "WithdrawalTests", "DisasterTests", "SoakTests",
        "PublishingTickTests", "CutEntryTests", "CutRestoreTests", "ChainTests", "OrderTests", "GrowthTests", "ErasureTests",
        "PeriodTests", "LongPlanTests", "KillUnderLoadTests", "PageAccessibilityTests", "GeneratedClientTests",
        "ReadmeSampleTests", "WorkerLifetimeTests", "BicepTests", "MidnightTests", "GoesOnTests", "SoakCheckerTests",
        "ThousandDaysTests", "HostileRequestTests",
    ];

    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections)
        where T : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection.TestCollectionDisplayName))];

    private static int Place(string collection) =>
        Array.FindIndex(
            Long,
            name =>
                collection.Contains($".{name} ", StringComparison.Ordinal)
                || collection.EndsWith($".{name}", StringComparison.Ordinal))
            is >= 0
                and var place
            ? place
            : Long.Length;
}
