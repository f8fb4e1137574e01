using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Associations;
using Akka.Remote.Transport;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

namespace Akka.Remote;

internal sealed partial class Remoting
{
    private Socket? _listener;
    private int _unassociated;

    public override void Start()
    {
        _tls?.Check();
        var endpoint = _endpoints.ToBind();
        _listener = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, Tcp.ReuseAddress);
            _listener.Bind(endpoint);
            _listener.Listen(Tcp.Backlog);
        }
        catch (SocketException e)
        {
            _listener.Dispose();
            throw new RemoteTransportException($"Remoting cannot listen on [{endpoint}]: {e.Message}", e);
        }

        var bound = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _address = new Address(Tcp.Protocol, System.Name, Tcp.PublicHostname, Tcp.PublicPort > 0 ? Tcp.PublicPort : bound);
        _addresses = new[] { _address }.ToFrozenSet();
        Introduction = new ControlPdu(ControlCommand.Associate, _address, AddressUidExtension.Uid(System)).ToFrame();
        Every(Kernel.TransportHeartbeatInterval, OnHeartbeatTick);
        Every(Settings.SysResendTimeout, OnResendTick);
        _ = Accept(_listener);
        Log.Info("Remoting started; listening on addresses : [{0}]", _address);
        Events.Publish(new RemotingListenEvent([_address]));
    }

    public override async Task Shutdown()
    {
        IsShuttingDown = true;
        _timers.ForEach(timer => timer.Cancel());
        _listener?.Dispose();
        var deadline = Environment.TickCount64 + (long)Settings.FlushWait.TotalMilliseconds;
        while (_associations.Values.Any(a => !a.IsQuiet) && Environment.TickCount64 < deadline)
            await Task.Delay(5).ConfigureAwait(false);
        foreach (var association in _associations.Values)
            association.StopTaking();
        var left = TimeSpan.FromMilliseconds(Math.Max(1, deadline - Environment.TickCount64));
        await Task.WhenAll(_links.Keys.Select(link => link.CloseGently(DisassociateInfo.Shutdown, left))).ConfigureAwait(false);
        Log.Info("Remoting shut down.");
        Events.Publish(new RemotingShutdownEvent());
    }

    /// <summary>Makes an outbound connection; its handshake is still to come.</summary>
    public async Task<Link> Connect(Association association)
    {
        using var limit = new CancellationTokenSource(Tcp.ConnectTimeout);
        var remote = association.Remote;
        if (remote.Protocol != Tcp.Protocol)
            throw new RemoteTransportException($"No transport of this system reaches [{remote}]: it uses the protocol [{Tcp.Protocol}].");
        Socket? socket = null;
        try
        {
            var endpoint = await _endpoints.ToConnect(remote.Host, remote.Port!.Value, limit.Token).ConfigureAwait(false);
            socket = _endpoints.NewSocket(endpoint.AddressFamily);
            await socket.ConnectAsync(endpoint, limit.Token).ConfigureAwait(false);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (_tls is not null)
                stream = await _tls.AsClient(stream, remote.Host, limit.Token).ConfigureAwait(false);
            return Register(new Link(this, socket, stream, association));
        }
        catch (Exception e) when (!IsShuttingDown || e is not OutOfMemoryException)
        {
            socket?.Dispose();
            throw e is OperationCanceledException
                ? new RemoteTransportException($"No connection to [{remote}] within {Tcp.ConnectTimeout}.", e)
                : e is RemoteTransportException ? e : new RemoteTransportException($"No connection to [{remote}]: {e.Message}", e);
        }
    }

    private async Task Accept(Socket listener)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is ObjectDisposedException || IsShuttingDown)
            {
                return;
            }
            catch (Exception e)
            {
                // Out of descriptors, for example: those that wait are taken when there are some again.
                Notices.Error(e, "accept", $"Accepting a connection failed: {e.Message}");
                await Task.Delay(100).ConfigureAwait(false);
                continue;
            }

            _ = Welcome(socket);
        }
    }

    private async Task Welcome(Socket socket)
    {
        var peer = "unknown";
        try
        {
            peer = socket.RemoteEndPoint?.ToString() ?? peer;
            if (!_endpoints.MayAccept(socket.RemoteEndPoint) || Volatile.Read(ref _unassociated) >= Kernel.HandshakesLimit)
            {
                Notices.Warn("not-accepted", $"A connection from [{peer}] is not accepted: it is not encrypted, or {Kernel.HandshakesLimit} others have not said yet who they are");
                socket.Dispose();
                return;
            }

            Interlocked.Increment(ref _unassociated);
            try
            {
                _endpoints.Configure(socket);
                Stream stream = new NetworkStream(socket, ownsSocket: true);
                if (_tls is not null)
                {
                    using var limit = new CancellationTokenSource(Kernel.HandshakeTimeout);
                    stream = await _tls.AsServer(stream, peer, limit.Token).ConfigureAwait(false);
                }

                var link = Register(new Link(this, socket, stream, null));
                link.Start();
                await link.Introduced.ConfigureAwait(false);
            }
            finally
            {
                Interlocked.Decrement(ref _unassociated);
            }
        }
        catch (Exception e)
        {
            // A peer that breaks off, or that TLS refuses, is nobody's failure.
            Notices.Warn("handshake", $"A connection from [{peer}] ended in its handshake: {e.Message}");
            socket.Dispose();
        }
    }

    private Link Register(Link link)
    {
        _links[link] = true;
        return link;
    }

    private void Every(TimeSpan interval, Action action) => _timers.Add(System.Scheduler.Advanced.ScheduleRepeatedlyCancelable(interval, interval, action));
}
