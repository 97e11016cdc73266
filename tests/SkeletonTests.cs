namespace HubFunctions.Tests;

public sealed class SkeletonTests
{
    [Fact]
    public void The_application_has_an_entry_point() => Assert.NotNull(typeof(Program).Assembly.EntryPoint);
}
