using Akka.Actor;
using Akka.Remote.Transport.Tcp;

namespace Akka.Remote.Associations;

/// <summary>
/// Everything between this system and the one at an address: the connections, which of them is written to, what waits for one, and
/// the books of the system messages. All state is under one lock; nothing is sent, logged or connected while it is held.
/// </summary>
internal sealed partial class Association(Remoting remoting, Address remote)
{
    private readonly Lock _gate = new();
    private readonly List<Link> _links = [];
    private readonly Queue<WaitingMessage> _waiting = new();
    private readonly Quarantine _quarantine = new(remoting.Settings.QuarantineDuration);
    private SystemSendBuffer _outgoing = new(remoting.Settings.SysMsgBufferSize);
    private SystemReceiveBuffer _incoming = new(remoting.Settings.SysMsgBufferSize);
    private Phase _phase;
    private Link? _writer;
    private Link? _open;
    private int? _uid;
    private long _gatedUntil;
    private long _lastUse = Environment.TickCount64;
    private long _systemMessagesSince;

    // The last system message that the present writer has been given.
    private long _sentUpTo = -1;
    private bool _reconnectPlanned;

    // The peer's present incarnation has said that it shuts down.
    private bool _shutDown;

    private enum Phase
    {
        /// <summary>No connection to write to, and no need of one.</summary>
        Idle,

        /// <summary>A connection is being made; messages wait.</summary>
        Connecting,

        /// <summary>The connection stands; what has waited goes first.</summary>
        Opening,

        Open,

        /// <summary>The connection failed; messages are dead letters for a while.</summary>
        Gated,

        /// <summary>The system shuts down, or the association is no longer in use.</summary>
        Closed,
    }

    public Address Remote { get; } = remote;

    /// <summary>Nobody should send through this instance any more; there may be another one for the address.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>Nothing waits to be written for the first time.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_gate)
                return _phase is not (Phase.Connecting or Phase.Opening) && _waiting.Count == 0;
        }
    }

    public Link[] Links
    {
        get
        {
            lock (_gate)
                return [.. _links];
        }
    }

    private bool IsGated => _phase == Phase.Gated && Environment.TickCount64 < _gatedUntil;

    /// <summary>Takes no more messages; what is on its way goes on.</summary>
    public void StopTaking()
    {
        lock (_gate)
        {
            _phase = Phase.Closed;
            _open = null;
        }
    }

    /// <summary>
    /// Steps out of use when nothing is known that would be missed; says whether it did. Where system messages have been exchanged, their numbers
    /// would be missed, and the peer is quarantined instead when it has been silent for very long; not so one that said that it shuts down.
    /// </summary>
    public bool TryRetire(TimeSpan unusedFor)
    {
        int silent;
        lock (_gate)
        {
            if (_phase is not (Phase.Idle or Phase.Gated) || IsGated || _links.Count > 0)
                return false;
            var unused = Environment.TickCount64 - _lastUse;
            if (_outgoing.IsUntouched && _incoming.IsUntouched && _quarantine.IsEmpty)
                return unused >= unusedFor.TotalMilliseconds && Retire();
            if (_uid is not { } uid || _quarantine.Contains(uid) || unused < remoting.Settings.QuarantineSilentSystemTimeout.TotalMilliseconds)
                return false;
            silent = uid;
        }

        Quarantine(silent);
        return false;
    }

    private bool Retire()
    {
        _phase = Phase.Closed;
        return IsRetired = true;
    }

    private readonly record struct WaitingMessage(object Message, IActorRef? Sender, RemoteActorRef Recipient, NumberedMessage? Numbered);
}
