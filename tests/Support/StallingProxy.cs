using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace HubFunctions.Tests.Support;

/// <summary>A way to the emulator's tables that can be held up: requests then wait in it, neither answered nor refused.</summary>
internal sealed partial class StallingProxy : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile bool _stalled;
    private int _held;
    private int _left;

    /// <param name="connection">Of the emulator; <see cref="Connection"/> leads through here.</param>
    public StallingProxy(string connection)
    {
        _target = int.Parse(TablePort().Match(connection).Groups["port"].Value, CultureInfo.InvariantCulture);
        _listener.Start();
        Connection = TablePort()
            .Replace(connection, $"TableEndpoint=http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    public string Connection { get; }

    /// <summary>Requests that were held up so far.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>Of these, the ones whose sender has closed the connection while it waited.</summary>
    public int Left => Volatile.Read(ref _left);

    public void Stall() => _stalled = true;

    public void Resume() => _stalled = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    [GeneratedRegex(
        @"TableEndpoint=http://127\.0\.0\.1:(?<port>[0-9]+)/",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex TablePort();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token), _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient near, CancellationToken stop)
    {
        using var far = new TcpClient();
        using (near)
        {
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _target, stop);
                (near.NoDelay, far.NoDelay) = (true, true);
                await Task.WhenAny(SendAsync(near, far.GetStream(), stop), far.GetStream().CopyToAsync(near.GetStream(), stop));
            }
            catch (Exception over)
                when (over is SocketException or IOException or InvalidOperationException or OperationCanceledException)
            {
                // One end has gone.
            }
        }
    }

    private async Task SendAsync(TcpClient near, NetworkStream far, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        while (await near.GetStream().ReadAsync(buffer, stop) is > 0 and var read)
        {
            if (_stalled && !await HoldAsync(near.Client, stop))
                return;
            await far.WriteAsync(buffer.AsMemory(0, read), stop);
        }
    }

    /// <returns>False: the sender has left.</returns>
    private async Task<bool> HoldAsync(Socket near, CancellationToken stop)
    {
        Interlocked.Increment(ref _held);
        while (_stalled)
        {
            if (near.Poll(0, SelectMode.SelectRead) && near.Available == 0)
            {
                Interlocked.Increment(ref _left);
                return false;
            }

            await Task.Delay(Look, stop);
        }

        return true;
    }
}
