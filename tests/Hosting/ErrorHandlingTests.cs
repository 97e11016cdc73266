using HubFunctions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;

namespace HubFunctions.Tests.Hosting;

public sealed class ErrorHandlingTests
{
    [Fact]
    public async Task Logs_where_it_broke_without_a_stack_trace_or_what_was_sent()
    {
        var log = new Mock<ILogger<ErrorHandling>>();
        log.Setup(l => l.IsEnabled(LogLevel.Error)).Returns(true);
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };

        var error = Assert.Throws<InvalidOperationException>(
            new Action(() => throw new InvalidOperationException("someone@example.org")));
        await new ErrorHandling(log.Object).AnswerAsync(context, "GetPlans", error);

        Assert.Equal(500, context.Response.StatusCode);
        var line = string.Join('\n', log.Invocations.Where(i => i.Method.Name == "Log").Select(i => $"{i.Arguments[2]}"));
        Assert.Contains("InvalidOperationException in HubFunctions.", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("someone@", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(OperationCanceledException), false, 503)]
    [InlineData(typeof(TaskCanceledException), false, 503)]
    [InlineData(typeof(TimeoutException), false, 503)]
    [InlineData(typeof(OperationCanceledException), true, 499)]
    [InlineData(typeof(IOException), true, 499)]
    [InlineData(typeof(IOException), false, 500)]
    public async Task Work_that_was_ended_may_be_sent_again_and_who_left_gets_no_fault(Type kind, bool callerLeft, int status)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = new CancellationToken(callerLeft) };
        var log = new Mock<ILogger<ErrorHandling>>();

        await new ErrorHandling(log.Object).AnswerAsync(context, "Respond", (Exception)Activator.CreateInstance(kind)!);

        Assert.Equal(status, context.Response.StatusCode);
    }
}
