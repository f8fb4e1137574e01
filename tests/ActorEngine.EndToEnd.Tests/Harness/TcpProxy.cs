using System.Net;
using System.Net.Sockets;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>A cable between two programs that a test cuts and mends.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly int target;
    private readonly Lock gate = new();
    private readonly List<Socket> open = [];
    private TcpListener? listener;

    public TcpProxy(int port, int target)
    {
        (Port, this.target) = (port, target);
        Mend();
    }

    public int Port { get; }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public void Mend()
    {
        lock (gate)
        {
            listener = new TcpListener(IPAddress.Loopback, Port);
            listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            listener.Start();
            _ = AcceptAsync(listener);
        }
    }

    public void Cut()
    {
        lock (gate)
        {
            listener?.Stop();
            listener = null;
            open.ForEach(socket => socket.Dispose());
            open.Clear();
        }
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(TcpListener on)
    {
        try
        {
            while (true) _ = JoinAsync(await on.AcceptSocketAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The cable was cut.
        }
    }

    private async Task JoinAsync(Socket near)
    {
        var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        lock (gate) open.AddRange([near, far]);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Nobody there.
        }

        near.Dispose();
        far.Dispose();
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        byte[] buffer = new byte[64 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
                for (int sent = 0; sent < count;) sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // One end is gone.
        }
    }
}
