using System.Net;
using System.Net.Sockets;
using ActorEngine.Linux;
using ActorEngine.Transport;

namespace ActorEngine.Daemon;

/// <summary>The sockets that Docker clients connect to, listening and never accepted on here: the gateway has them too, and takes the clients.</summary>
internal sealed class GatewaySockets : IDisposable
{
    /// <summary>Numbers that the gateway has them under: this one and those after it.</summary>
    public const int FirstDescriptor = 3;

    private readonly string? path;

    private GatewaySockets(IReadOnlyList<FileDescriptor> all, string? path) => (All, this.path) = (all, path);

    /// <summary>The Unix socket, then that for TCP where there is one.</summary>
    public IReadOnlyList<FileDescriptor> All { get; }

    /// <exception cref="IOException">Somebody else listens there.</exception>
    public static GatewaySockets Listen(GatewaySettings settings, uint? group)
    {
        var passed = PassedSockets.Take(settings.Socket);
        var local = passed ?? SocketFile.Listen(settings.Socket, group);
        try
        {
            return new GatewaySockets(settings.Tcp.Enabled ? [local, ListenTcp(settings.Tcp)] : [local], passed is null ? settings.Socket : null);
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            local.Dispose();
            throw new IOException($"{settings.Tcp.Hostname}:{settings.Tcp.Port}: {error.Message}", error);
        }
    }

    /// <summary>Those of a gateway that an earlier daemon started; null where they cannot be had.</summary>
    public static GatewaySockets? TakeFrom(FileDescriptor gateway, GatewaySettings settings)
    {
        // The service manager's own socket is the same one.
        using var passed = PassedSockets.Take(settings.Socket);
        var taken = new List<FileDescriptor>();
        for (int number = FirstDescriptor; number < FirstDescriptor + (settings.Tcp.Enabled ? 2 : 1); number++)
        {
            if (Pidfd.TryTakeDescriptor(gateway, number, out _) is not { } one)
            {
                taken.ForEach(socket => socket.Dispose());
                return null;
            }

            taken.Add(one);
        }

        return new GatewaySockets(taken, passed is null ? settings.Socket : null);
    }

    /// <summary>Waits until somebody connects or the bell rings.</summary>
    /// <exception cref="IOException">A socket listens no more.</exception>
    public void Wait(FileDescriptor bell)
    {
        Span<PollEntry> entries = [new(bell.Number, PollEvents.Read), .. All.Select(Entry)];
        while (Poll.Wait(entries, -1) == 0)
        {
        }

        Check(entries);
    }

    /// <summary>True where somebody waits to be taken.</summary>
    /// <exception cref="IOException">A socket listens no more.</exception>
    public bool HasClients()
    {
        Span<PollEntry> entries = [.. All.Select(Entry)];
        return Poll.Wait(entries, 0) > 0 && Check(entries);
    }

    /// <summary>Nobody is going to listen any more: the file goes too, where it was made here.</summary>
    public void RemoveFile()
    {
        if (path is not null) File.Delete(path);
    }

    public void Dispose()
    {
        foreach (var socket in All) socket.Dispose();
    }

    private static PollEntry Entry(FileDescriptor socket) => new(socket.Number, PollEvents.Read);

    private static bool Check(ReadOnlySpan<PollEntry> entries)
    {
        foreach (var entry in entries)
            if ((entry.Ready & (PollEvents.Error | PollEvents.HangUp | PollEvents.Invalid)) != 0) throw new IOException("the socket was shut down");
        return true;
    }

    private static FileDescriptor ListenTcp(GatewayTcpSettings settings)
    {
        var address = IPAddress.TryParse(settings.Hostname, out var literal) ? literal : Dns.GetHostAddresses(settings.Hostname)[0];
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        // Connections of an earlier gateway that still end do not hold the port.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(address, settings.Port));
        socket.Listen(1024);
        using var own = new FileDescriptor((int)socket.Handle, ownsHandle: false);
        var copy = own.Duplicate();
        copy.SetNonBlocking(true);
        return copy;
    }
}
