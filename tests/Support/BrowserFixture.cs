using HubFunctions.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace HubFunctions.Tests.Support;

/// <summary>One Chromium for the whole test run, started by the first test that asks for it.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // The shell has no windows to draw: the same tests take two thirds of the CPU.
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim _once = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private BrowserContexts? _contexts;

    /// <summary>Skips the test where there is no Chromium, except in CI, where that is a failure.</summary>
    public async Task<BrowserContexts> StartAsync()
    {
        await _once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_contexts is not null)
                return _contexts;
            _playwright ??= await Playwright.CreateAsync();
            var path = Find();
            if (path is null && Environment.GetEnvironmentVariable("CI") != "true")
                Assert.Skip(
                    "There is no Chromium on the PATH, and Playwright has installed none: install one to run the browser tests.");
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments });
            Assertions.SetDefaultExpectTimeout(BrowserContexts.Patience);
            return _contexts = new BrowserContexts(_browser);
        }
        finally
        {
            _once.Release();
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _once.Dispose();
    }

    private string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? (File.Exists(_playwright!.Chromium.ExecutablePath) ? _playwright.Chromium.ExecutablePath : null);
    }
}
