namespace HubFunctions.LocalRun;

/// <summary>Loopback ports of the emulator's three services.</summary>
public sealed record AzuritePorts(int Blob, int Queue, int Table)
{
    // Published by Microsoft for every storage emulator; it protects nothing.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Those that <c>UseDevelopmentStorage=true</c> means.</summary>
    public static AzuritePorts Usual { get; } = new(10000, 10001, 10002);

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{Blob}/devstoreaccount1;TableEndpoint=http://127.0.0.1:{Table}/devstoreaccount1;";
}
