using System.Net.Sockets;

namespace HubFunctions.LocalRun;

/// <summary>Looks whether the emulator answers on its ports.</summary>
internal static class AzuriteProbe
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>True when blobs and tables both answer, false when nothing listens on either.</summary>
    /// <exception cref="AzuriteUnavailableException">Another program has one of the ports.</exception>
    public static async Task<bool> FindAsync(AzuritePorts ports, CancellationToken cancellationToken) =>
        await AnswersAsync(ports.Blob, "Azurite-Blob", cancellationToken)
        && await AnswersAsync(ports.Table, "Azurite-Table", cancellationToken);

    private static async Task<bool> AnswersAsync(int port, string name, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri($"http://127.0.0.1:{port}/"), cancellationToken);
            return
                response.Headers.TryGetValues("Server", out var values)
                && values.Any(value => value.StartsWith(name, StringComparison.Ordinal))
                ? true
                : throw Taken(port);
        }
        catch (HttpRequestException ex)
            when (ex.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Taken(port);
        }
        catch (HttpRequestException ex)
        {
            // It listened and hung up: either on its way out or not an HTTP server.
            return ex.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.Unknown ? false : throw Taken(port);
        }
    }

    private static AzuriteUnavailableException Taken(int port) =>
        new(
            $"Another program listens on port {port}, which the storage emulator needs: stop it, or set AzureWebJobsStorage to a "
                + $"storage account.");
}
