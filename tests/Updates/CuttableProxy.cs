using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace HubFunctions.Tests.Updates;

/// <summary>A way to the emulator that can be cut: open connections break in the middle of whatever they carry, new ones are
/// refused. It can also be slow, and lose answers to requests that arrived.</summary>
internal sealed class CuttableProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile bool _isCut;
    private volatile bool _losesAnswers;
    private volatile int _delay;

    public CuttableProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Requests arrive, and connections break when their answers come.</summary>
    public bool LosesAnswers
    {
        set => _losesAnswers = value;
    }

    /// <summary>Milliseconds that each request waits on its way.</summary>
    public int Delay
    {
        set => _delay = value;
    }

    /// <remarks>A client whose connection just ended by itself has no socket any more.</remarks>
    public void Cut()
    {
        _isCut = true;
        foreach (var client in _open.Keys)
            client.Client?.Close(0);
    }

    public void Restore() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Cut();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            if (_isCut)
                return;
            _open.TryAdd(near, 0);
            _open.TryAdd(far, 0);
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                (near.NoDelay, far.NoDelay) = (true, true);
                await Task.WhenAny(
                    CopyAsync(near.GetStream(), far.GetStream(), isAnswer: false),
                    CopyAsync(far.GetStream(), near.GetStream(), isAnswer: true));
            }
            catch (Exception cut)
                when (cut is SocketException or IOException or InvalidOperationException or OperationCanceledException)
            {
                // What it carried is lost, as it shall be.
            }

            _open.TryRemove(near, out _);
            _open.TryRemove(far, out _);
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool isAnswer)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var read && !(isAnswer && _losesAnswers))
        {
            if (!isAnswer && _delay > 0)
                await Task.Delay(_delay, _stop.Token);
            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
