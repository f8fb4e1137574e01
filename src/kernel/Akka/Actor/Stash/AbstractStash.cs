using Akka.Dispatch;

namespace Akka.Actor.Internal;

/// <summary>A stash over the deque of the actor's mailbox.</summary>
public abstract class AbstractStash : IStash
{
    private readonly ActorCell _cell;
    private readonly IDequeBasedMessageQueueSemantics _mailbox;
    private List<Envelope>? _stashed;
    private int _lastEnvelopeId = -1;

    protected AbstractStash(IActorContext context)
    {
        _cell = (ActorCell)context;
        _mailbox = _cell.Mailbox.MessageQueue as IDequeBasedMessageQueueSemantics ?? throw new ActorInitializationException(
            _cell.Self,
            $"DequeBasedMailbox required, got: {_cell.Mailbox.MessageQueue.GetType().Name}\nAn (unbounded) deque-based mailbox can be configured as follows:\nmy-custom-mailbox {{\n    mailbox-type = \"Akka.Dispatch.UnboundedDequeBasedMailbox\"\n}}\n");
        var given = _cell.Props.Deploy.StashCapacity;
        Capacity = given == Deploy.NoStashSize
            ? _cell.System.Mailboxes.StashCapacity(_cell.Props.Dispatcher, _cell.Props.Mailbox)
            : given;
    }

    public virtual int Capacity { get; }

    public int Count => _stashed?.Count ?? 0;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => Count > 0;

    public bool IsFull => Capacity >= 0 && Count >= Capacity;

    public void Stash()
    {
        var message = _cell.CurrentMessage;
        var sender = _cell.Sender;
        if (_cell.CurrentEnvelopeId == _lastEnvelopeId)
            throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        _lastEnvelopeId = _cell.CurrentEnvelopeId;
        if (Capacity > 0 && Count >= Capacity)
            throw new StashOverflowException($"Couldn't enqueue message {message} from ${sender} to stash of {_cell.Self}");
        (_stashed ??= []).Add(new Envelope(message, sender));
    }

    public void Unstash()
    {
        if (IsEmpty)
            return;
        var first = _stashed![0];
        _stashed.RemoveAt(0);
        EnqueueFirst(first);
    }

    public void UnstashAll()
    {
        foreach (var envelope in Take().Reverse())
            EnqueueFirst(envelope);
    }

    public void UnstashAll(Func<Envelope, bool> filterPredicate)
    {
        foreach (var envelope in Take().Reverse().Where(filterPredicate))
            EnqueueFirst(envelope);
    }

    public IEnumerable<Envelope> ClearStash() => Take();

    public void Prepend(IEnumerable<Envelope> envelopes) =>
        (_stashed ??= []).InsertRange(0, envelopes.Distinct());

    private IEnumerable<Envelope> Take()
    {
        var taken = _stashed;
        _stashed = null;
        return taken ?? [];
    }

    private void EnqueueFirst(Envelope envelope)
    {
        _mailbox.EnqueueFirst(envelope);
        if (envelope.Message is Terminated terminated)
            _cell.TerminatedQueuedFor(terminated.ActorRef, null);
    }
}

/// <summary>A stash without bound.</summary>
public class UnboundedStashImpl(IActorContext context) : AbstractStash(context)
{
    public override int Capacity => -1;
}

/// <summary>A stash whose capacity comes from the props or from configuration.</summary>
public class BoundedStashImpl(IActorContext context) : AbstractStash(context);
