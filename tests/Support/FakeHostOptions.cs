using System.Diagnostics;

namespace HubFunctions.Tests.Support;

public sealed class FakeHostOptions
{
    public const int UsualStop = 3;

    /// <summary>A storage account that cannot be reached.</summary>
    public const string Nowhere =
        "AccountName=name;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1/name;BlobEndpoint=http://127.0.0.1:1/name";

    /// <summary>The published folder.</summary>
    public required string Root { get; init; }

    /// <summary>What the worker has in addition to the environment of this process.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>How many failures within half an hour stop the host: three, unless somebody starts the host again each
    /// time.</summary>
    public int StopsAt { get; init; } = UsualStop;

    /// <summary>A shell between host and worker that can be killed in the host's place.</summary>
    public bool UnderShell { get; init; }

    /// <summary>What an operator sets, and what the host's own environment brings along.</summary>
    /// <param name="settings">Over the defaults of a hub deployed for tests; null takes one away.</param>
    public static Dictionary<string, string> Settings(string storage, Dictionary<string, string?>? settings = null)
    {
        var all = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = storage,
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:1",
            ["ASPNETCORE_HTTP_PORTS"] = "1",
            ["Hub__PublicBaseUrl"] = "https://hub.example.gov.uk",
            ["Hub__SigningKey"] = Convert.ToBase64String("a signing key for tests, 32 bytes"u8),
            ["Hub__AdminKey"] = HubApp.AdminKey,
            ["Hub__Mail__Provider"] = "sendgrid",
            ["Hub__Mail__From"] = "hub@example.org",
            ["SendGrid__ApiKey"] = "a-sendgrid-key-for-tests",
            ["SendGrid__BaseUrl"] = "http://127.0.0.1:1",
        };
        foreach (var (name, value) in settings ?? [])
            all[name] = value;
        return all.Where(s => s.Value is not null).ToDictionary(s => s.Key, s => s.Value!);
    }

    internal ProcessStartInfo Command(Uri streams, string workerId)
    {
        var start = WorkerProcess.Command(Root, streams, workerId);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return UnderShell ? WorkerProcess.UnderShell(start) : start;
    }
}
