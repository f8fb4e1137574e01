using Akka.Actor;
using Akka.Event;
using Akka.Remote.Transport;
using Akka.Remote.Transport.Tcp;

namespace Akka.Remote.Associations;

internal sealed partial class Association
{
    /// <summary>An outbound connection has been made and introduced; the handshake's end is still to come.</summary>
    public void OnConnected(Link link)
    {
        bool wanted;
        lock (_gate)
        {
            wanted = _phase == Phase.Connecting;
            if (wanted)
                _links.Add(link);
        }

        if (wanted)
            link.Start();
        else
            link.Close(null, DisassociateInfo.Unknown);
    }

    /// <summary>No outbound connection could be made.</summary>
    public void OnConnectFailed(Exception cause) => FailConnecting(cause);

    /// <summary>The handshake of an outbound connection is done.</summary>
    public void OnOutboundReady(Link link)
    {
        bool refused;
        List<Link> outdated;
        lock (_gate)
        {
            refused = _quarantine.Contains(link.PeerUid);
            outdated = refused ? [] : Adopt(link);
            if (!refused && _phase == Phase.Connecting)
                (_writer, _phase) = (link, Phase.Opening);
        }

        if (refused)
        {
            link.Close(new RemoteTransportException($"The system at [{Remote}] with UID [{link.PeerUid}] is quarantined."), DisassociateInfo.Unknown);
            return;
        }

        CloseAll(outdated);
        remoting.Events.Publish(new AssociatedEvent(remoting.DefaultAddress, Remote, inbound: false));
        WriteWaiting(link);
    }

    /// <summary>The handshake of a connection that the peer opened is done; false when its incarnation is quarantined.</summary>
    public bool OnInboundReady(Link link)
    {
        bool writes;
        List<Link> outdated;
        lock (_gate)
        {
            if (_phase == Phase.Closed || _quarantine.Contains(link.PeerUid))
                return false;
            _lastUse = Environment.TickCount64;
            _links.Add(link);
            outdated = Adopt(link);
            writes = remoting.Settings.UsePassiveConnections && _phase is Phase.Idle or Phase.Gated;
            if (writes)
                (_writer, _phase) = (link, Phase.Opening);
            else if (_phase == Phase.Gated)
                _phase = Phase.Idle;
        }

        CloseAll(outdated);
        remoting.Events.Publish(new AssociatedEvent(remoting.DefaultAddress, Remote, inbound: true));
        if (writes)
            WriteWaiting(link);
        return true;
    }

    /// <summary>A connection has ended.</summary>
    public void OnClosed(Link link, Exception? cause, DisassociateInfo reason)
    {
        List<WaitingMessage> lost = [];
        bool wasWriter, wasConnecting;
        lock (_gate)
        {
            _links.Remove(link);
            wasWriter = _writer == link;
            wasConnecting = !link.IsAssociated && link.IsOutbound && _phase == Phase.Connecting;
            if (wasWriter && _phase != Phase.Closed)
                lost = CloseGate();
            if (reason == DisassociateInfo.Shutdown && link.IsAssociated && link.PeerUid == _uid)
                _shutDown = true;
            ForgetIfShutDown();
        }

        if (reason == DisassociateInfo.Quarantined && link.IsAssociated)
            remoting.Events.Publish(new ThisActorSystemQuarantinedEvent(remoting.DefaultAddress, Remote));
        if (link.IsAssociated)
            remoting.Events.Publish(new DisassociatedEvent(remoting.DefaultAddress, Remote, !link.IsOutbound));
        if (wasConnecting)
            FailConnecting(cause ?? new RemoteTransportException("The connection ended before the handshake was done."));
        else if (wasWriter)
            ReportGate(cause, reason, !link.IsOutbound);
        SendToDeadLetters(lost);
    }

    /// <summary>
    /// Where the peer has said that it shuts down, and its last connection has ended: that incarnation is dealt with, without a quarantine. Whoever
    /// answers at the address next begins new books.
    /// </summary>
    private void ForgetIfShutDown()
    {
        if (!_shutDown || _phase is not (Phase.Idle or Phase.Gated) || _links.Exists(l => l.IsAssociated && l.PeerUid == _uid))
            return;
        ForgetBooks();
        _uid = null;
    }

    private void ForgetBooks()
    {
        _outgoing = new SystemSendBuffer(remoting.Settings.SysMsgBufferSize);
        _incoming = new SystemReceiveBuffer(remoting.Settings.SysMsgBufferSize);
        _sentUpTo = -1;
        _shutDown = false;
    }

    private void BeginConnecting()
    {
        _phase = Phase.Connecting;
        ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.Connect(), this, preferLocal: false);
    }

    private async Task Connect()
    {
        try
        {
            OnConnected(await remoting.Connect(this).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            OnConnectFailed(e);
        }
    }

    private void FailConnecting(Exception cause)
    {
        List<WaitingMessage> lost = [];
        Link? passive = null;
        lock (_gate)
        {
            if (_phase != Phase.Connecting)
                return;

            // The peer may have found the way that this system did not.
            if (remoting.Settings.UsePassiveConnections)
                passive = _links.Find(l => !l.IsOutbound && l.IsAssociated);
            if (passive is not null)
                (_writer, _phase) = (passive, Phase.Opening);
            else
                lost = CloseGate();
            ForgetIfShutDown();
        }

        if (passive is not null)
        {
            WriteWaiting(passive);
            return;
        }

        ReportGate(cause, DisassociateInfo.Unknown, inbound: false);
        SendToDeadLetters(lost);
    }

    /// <summary>Takes a connection's incarnation for the peer's present one; gives the connections of the one before.</summary>
    private List<Link> Adopt(Link link)
    {
        if (_uid == link.PeerUid)
            return [];
        List<Link> outdated = [];
        if (_uid is { } before)
        {
            // A new incarnation knows nothing of what the old one was told.
            _quarantine.Add(before);
            ForgetBooks();
            outdated = _links.Where(l => l != link && l.IsAssociated && l.PeerUid == before).ToList();
            if (_writer is not null && outdated.Contains(_writer))
                (_writer, _open, _phase) = (null, null, Phase.Idle);
        }

        _uid = link.PeerUid;
        return outdated;
    }

    private List<WaitingMessage> CloseGate()
    {
        _phase = Phase.Gated;
        _gatedUntil = Environment.TickCount64 + (long)remoting.Settings.RetryGateClosedFor.TotalMilliseconds;
        _writer = null;
        _open = null;
        _sentUpTo = -1;
        List<WaitingMessage> lost = _waiting.Where(w => w.Numbered is null).ToList();
        _waiting.Clear();
        return lost;
    }

    private void ReportGate(Exception? cause, DisassociateInfo reason, bool inbound)
    {
        var why = cause?.Message ?? reason switch
        {
            DisassociateInfo.Shutdown => "The remote system has shut down.",
            DisassociateInfo.Quarantined => "The remote system has quarantined this system.",
            _ => "The connection was closed.",
        };
        if (!remoting.IsShuttingDown)
        {
            var problem = new RemoteTransportException($"Association with remote system {Remote} has failed; address is now gated for {remoting.Settings.RetryGateClosedFor.TotalMilliseconds} ms. Reason: [{why}]", cause);
            remoting.Events.Publish(new AssociationErrorEvent(problem, remoting.DefaultAddress, Remote, inbound, cause is null ? LogLevel.InfoLevel : LogLevel.WarningLevel));
        }

        PlanReconnect();
    }

    private void SendToDeadLetters(List<WaitingMessage> lost)
    {
        foreach (var message in lost)
            remoting.DeadLetter(message.Message, message.Sender, message.Recipient);
    }

    private static void CloseAll(List<Link> links)
    {
        foreach (var link in links)
            link.Close(null, DisassociateInfo.Unknown);
    }
}
