using Akka.Actor;
using Akka.Event;
using Akka.Remote.Transport;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

namespace Akka.Remote.Associations;

internal sealed partial class Association
{
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(1);

    // One reader at a time puts system messages into order; a peer may have several connections for a moment.
    private readonly Lock _delivering = new();

    /// <summary>A numbered message has come.</summary>
    public void OnSystemMessage(Link link, long sequence, in ArrivedMessage message)
    {
        lock (_delivering)
        {
            if (!IsCurrent(link))
                return;
            if (_incoming.Receive(sequence, message) == DeliveryState.Broken)
                throw new WireFormatException($"A system message is numbered {sequence}, which is out of all order.");
            while (_incoming.TryTake(out var next))
                remoting.Dispatcher.Deliver(next, this);
        }
    }

    /// <summary>What to tell the sender of the system messages that came over a connection.</summary>
    public Acknowledgement? AcknowledgementFor(Link link)
    {
        lock (_delivering)
            return IsCurrent(link) ? _incoming.Acknowledge() : null;
    }

    /// <summary>The peer says what it has.</summary>
    public void OnAcknowledged(Link link, Acknowledgement acknowledgement)
    {
        List<NumberedMessage> again = [];
        Link? writer;
        lock (_gate)
        {
            if (_uid != link.PeerUid)
                return;
            if (_outgoing.Acknowledge(acknowledgement, out again) == DeliveryState.Fine)
            {
                writer = _open;
                if (writer is not null)
                    again.AddRange(NextUnsent());
            }
            else
            {
                writer = null;
                again = null!;
            }
        }

        if (again is null)
        {
            GiveUp($"[{Remote}] acknowledges system messages that it was never sent");
            return;
        }

        foreach (var numbered in again)
        {
            if (writer is not null)
                TryWrite(() => WriteSystem(writer, numbered));
        }
    }

    /// <summary>System messages that were held back because too many were on their way.</summary>
    private List<NumberedMessage> NextUnsent()
    {
        if (_outgoing.Count == 0 || _outgoing.Last <= _sentUpTo)
            return [];
        var onTheWay = _outgoing.Unacknowledged.TakeWhile(m => m.Sequence <= _sentUpTo).Count();
        var next = _outgoing.Unacknowledged.Skip(onTheWay).Take(Math.Max(0, remoting.Settings.SysResendLimit - onTheWay)).ToList();
        if (next.Count > 0)
            _sentUpTo = next[^1].Sequence;
        return next;
    }

    /// <summary>Sends again what is not acknowledged.</summary>
    public void Resend()
    {
        NumberedMessage[] again;
        Link? writer;
        lock (_gate)
        {
            writer = _open;
            if (writer is null || _outgoing.Count == 0)
                return;
            again = _outgoing.Unacknowledged.Take(remoting.Settings.SysResendLimit).ToArray();
        }

        foreach (var numbered in again)
            TryWrite(() => WriteSystem(writer, numbered));
    }

    /// <summary>Ends all dealings with an incarnation; an unknown one is only kept away for a while.</summary>
    public void Quarantine(int? uid)
    {
        List<Link> links = [];
        List<WaitingMessage> lost = [];
        bool isNew;
        lock (_gate)
        {
            if (uid is not { } known)
            {
                isNew = false;
                links = _phase is Phase.Open or Phase.Opening && _writer is not null ? [_writer] : [];
            }
            else if (_uid is { } current && current != known)
            {
                // It has been followed by another incarnation already.
                return;
            }
            else
            {
                isNew = _quarantine.Add(known);
                links = [.. _links];
                lost = _phase == Phase.Closed ? [] : CloseGate();
                ForgetBooks();
            }
        }

        if (isNew)
            remoting.Events.Publish(new QuarantinedEvent(Remote, uid!.Value));
        else if (uid is null)
            remoting.Log.Warning("Association to [{0}] with unknown UID is reported as quarantined, but address cannot be quarantined without knowing the UID, gating instead for {1} ms.", Remote, remoting.Settings.RetryGateClosedFor.TotalMilliseconds);
        foreach (var link in links)
        {
            if (isNew)
                _ = link.CloseGently(DisassociateInfo.Quarantined, FarewellLimit);
            else
                link.Close(null, DisassociateInfo.Unknown);
        }

        SendToDeadLetters(lost);
    }

    private bool IsCurrent(Link link)
    {
        lock (_gate)
            return _uid == link.PeerUid && !_quarantine.Contains(link.PeerUid);
    }

    /// <summary>The books with the peer cannot be put right any more.</summary>
    private void GiveUp(string reason)
    {
        remoting.Log.Error("Catastrophic association error with [{0}]: {1}", Remote, reason);
        int? uid;
        lock (_gate)
            uid = _uid;
        Quarantine(uid);
        if (uid is null)
        {
            lock (_gate)
                _outgoing = new SystemSendBuffer(remoting.Settings.SysMsgBufferSize);
        }
    }

    /// <summary>System messages that wait at a closed gate make a connection when it opens.</summary>
    private void PlanReconnect()
    {
        lock (_gate)
        {
            if (_reconnectPlanned || _phase != Phase.Gated || _outgoing.Count == 0)
                return;
            _reconnectPlanned = true;
        }

        remoting.System.Scheduler.Advanced.ScheduleOnce(remoting.Settings.RetryGateClosedFor, Reconnect);
    }

    private void Reconnect()
    {
        var hopeless = false;
        lock (_gate)
        {
            _reconnectPlanned = false;
            if (_phase != Phase.Gated || _outgoing.Count == 0)
                return;

            // A peer that never answered is not tried for ever.
            hopeless = _uid is null && Environment.TickCount64 - _systemMessagesSince > remoting.Settings.InitialSysMsgDeliveryTimeout.TotalMilliseconds;
            if (!hopeless)
                BeginConnecting();
        }

        if (hopeless)
            GiveUp("delivery of system messages timed out and they were dropped");
    }
}
