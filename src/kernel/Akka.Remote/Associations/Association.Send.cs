using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

namespace Akka.Remote.Associations;

internal sealed partial class Association
{
    private enum Outcome
    {
        Taken,
        WriteNow,
        Gated,
        Full,
        Overflow,
    }

    /// <summary>Sends, or keeps for the connection to come, or makes a dead letter. Serializers run on the caller's thread.</summary>
    public void Send(object message, IActorRef? sender, RemoteActorRef recipient)
    {
        if (message is ISystemMessage system)
        {
            SendSystem(system, recipient);
            return;
        }

        while (true)
        {
            if (Volatile.Read(ref _open) is { } link)
            {
                if (WriteUser(link, message, sender, recipient))
                    return;
                link.Close(null, Transport.DisassociateInfo.Unknown);
            }

            switch (Keep(new WaitingMessage(message, sender, recipient, null)))
            {
                case Outcome.Taken:
                    return;
                case Outcome.Gated:
                    remoting.DeadLetter(message, sender, recipient);
                    return;
                case Outcome.Full:
                    remoting.Drop(message, sender, recipient, $"more than {remoting.Kernel.PendingMessagesLimit} messages wait for a connection to [{Remote}]");
                    return;
            }
        }
    }

    private void SendSystem(ISystemMessage message, RemoteActorRef recipient)
    {
        NumberedMessage? numbered;
        Outcome outcome;
        Link? link = null;
        lock (_gate)
        {
            _lastUse = Environment.TickCount64;
            numbered = _outgoing.Add(message, recipient);
            if (_outgoing.Count == 1)
                _systemMessagesSince = _lastUse;
            outcome = numbered is null ? Outcome.Overflow : KeepLocked(new WaitingMessage(message, null, recipient, numbered));
            if (outcome == Outcome.WriteNow && _outgoing.Count <= remoting.Settings.SysResendLimit)
            {
                link = _open;
                _sentUpTo = Math.Max(_sentUpTo, numbered!.Sequence);
            }
        }

        if (outcome == Outcome.Overflow)
            GiveUp($"more than {remoting.Settings.SysMsgBufferSize} system messages to [{Remote}] are not acknowledged");
        else if (link is not null)
            WriteSystem(link, numbered!);
        else if (outcome == Outcome.Gated)
            PlanReconnect();
    }

    private Outcome Keep(in WaitingMessage message)
    {
        lock (_gate)
        {
            _lastUse = Environment.TickCount64;
            return KeepLocked(message);
        }
    }

    private Outcome KeepLocked(in WaitingMessage message)
    {
        switch (_phase)
        {
            case Phase.Open:
                return Outcome.WriteNow;
            case Phase.Closed:
                return Outcome.Gated;
            case Phase.Gated when IsGated:
                return Outcome.Gated;
            case Phase.Gated or Phase.Idle:
                BeginConnecting();
                break;
        }

        // System messages have a buffer with a limit of its own.
        if (message.Numbered is null && _waiting.Count >= remoting.Kernel.PendingMessagesLimit)
            return Outcome.Full;
        _waiting.Enqueue(message);
        return Outcome.Taken;
    }

    /// <summary>Writes; false when the connection is closed.</summary>
    private bool WriteUser(Link link, object message, IActorRef? sender, RemoteActorRef recipient)
    {
        var envelope = remoting.Outbound.Envelope(message, sender, recipient, OutboundEnvelope.NoSequence);
        switch (link.Write(envelope))
        {
            case WriteResult.Closed:
                return false;
            case WriteResult.Full:
                remoting.Drop(message, sender, recipient, $"[{Remote}] takes messages too slowly: {remoting.Tcp.OutboundLimit} bytes wait");
                break;
            case WriteResult.TooLarge:
                remoting.ReportOversized(message, recipient, envelope.FrameSize(0));
                break;
        }

        if (remoting.Settings.LogSend)
            remoting.Log.Debug("sending message [{0}] to [{1}] from [{2}]", message, recipient, sender);
        return true;
    }

    // A full or closed connection is no loss here: what is not acknowledged is sent again.
    private void WriteSystem(Link link, NumberedMessage numbered)
    {
        var envelope = remoting.Outbound.Envelope(numbered.Message, null, numbered.Recipient, unchecked((ulong)numbered.Sequence));
        if (link.Write(envelope) == WriteResult.TooLarge)
            remoting.ReportOversized(numbered.Message, numbered.Recipient, envelope.FrameSize(0));
    }

    /// <summary>Writes what has waited until nothing waits, then lets senders write themselves.</summary>
    private void WriteWaiting(Link link)
    {
        foreach (var numbered in UnsentSystemMessages(link))
            TryWrite(() => WriteSystem(link, numbered));
        while (true)
        {
            WaitingMessage next;
            lock (_gate)
            {
                if (_writer != link || _phase != Phase.Opening)
                    return;
                if (!_waiting.TryDequeue(out next))
                {
                    _phase = Phase.Open;
                    _open = link;
                    return;
                }

                _sentUpTo = Math.Max(_sentUpTo, next.Numbered?.Sequence ?? -1);
            }

            TryWrite(() =>
            {
                if (next.Numbered is { } numbered)
                    WriteSystem(link, numbered);
                else if (!WriteUser(link, next.Message, next.Sender, next.Recipient))
                    remoting.DeadLetter(next.Message, next.Sender, next.Recipient);
            });
        }
    }

    private void TryWrite(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e)
        {
            remoting.Log.Error(e, "A message to [{0}] cannot be written", Remote);
        }
    }

    /// <summary>System messages of earlier connections that are not in the queue of those that wait.</summary>
    private NumberedMessage[] UnsentSystemMessages(Link link)
    {
        lock (_gate)
        {
            if (_writer != link)
                return [];
            var waiting = _waiting.Where(w => w.Numbered is not null).Select(w => w.Numbered!.Sequence).DefaultIfEmpty(long.MaxValue).Min();
            var unsent = _outgoing.Unacknowledged.TakeWhile(m => m.Sequence < waiting).Take(remoting.Settings.SysResendLimit).ToArray();
            _sentUpTo = unsent.Length > 0 ? unsent[^1].Sequence : _sentUpTo;
            return unsent;
        }
    }
}
