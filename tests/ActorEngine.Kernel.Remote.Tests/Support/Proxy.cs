using System.Net;
using System.Net.Sockets;

namespace ActorEngine.Kernel.Remote.Tests;

/// <summary>A wire between two systems that a test can cut, or let fall silent.</summary>
internal sealed class Proxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly List<Socket> _sockets = [];
    private volatile TaskCompletionSource? _silence;
    private volatile bool _refuses;

    public Proxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often the target has been heard.</summary>
    public int Answers { get; private set; }

    /// <summary>Bytes are held back in both directions, connections stay.</summary>
    public void FallSilent() => _silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Speak()
    {
        _silence?.TrySetResult();
        _silence = null;
    }

    /// <summary>Ends all connections and takes no new ones.</summary>
    public void Cut()
    {
        _refuses = true;
        CloseAll();
    }

    public void Mend() => _refuses = false;

    public void Dispose()
    {
        _listener.Stop();
        Speak();
        CloseAll();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync();
                if (_refuses)
                {
                    near.Dispose();
                    continue;
                }

                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await far.ConnectAsync(IPAddress.Loopback, _target);
                lock (_sockets)
                    _sockets.AddRange([near, far]);
                _ = Pump(near, far, () => { });
                _ = Pump(far, near, () => Answers++);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Pump(Socket from, Socket to, Action passed)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0)
            {
                if (_silence is { } silence)
                    await silence.Task;
                await to.SendAsync(buffer.AsMemory(0, count));
                passed();
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            from.Dispose();
            to.Dispose();
        }
    }

    private void CloseAll()
    {
        lock (_sockets)
        {
            _sockets.ForEach(s => s.Dispose());
            _sockets.Clear();
        }
    }
}
