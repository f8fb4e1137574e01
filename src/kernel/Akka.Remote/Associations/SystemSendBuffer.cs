using Akka.Dispatch.SysMsg;
using Akka.Remote.Wire;

namespace Akka.Remote.Associations;

/// <summary>A system message with its number, kept until the peer acknowledges it.</summary>
internal sealed record NumberedMessage(long Sequence, ISystemMessage Message, RemoteActorRef Recipient);

/// <summary>What has become of the books between two systems.</summary>
internal enum DeliveryState
{
    Fine,
    Broken,
}

/// <summary>The system messages to one incarnation of a peer that are not acknowledged yet, in order.</summary>
internal sealed class SystemSendBuffer(int capacity)
{
    private readonly LinkedList<NumberedMessage> _unacknowledged = [];
    private long _last = -1;

    public int Count => _unacknowledged.Count;

    /// <summary>The number of the latest message.</summary>
    public long Last => _last;

    /// <summary>No message has ever been numbered.</summary>
    public bool IsUntouched => _last < 0;

    public IEnumerable<NumberedMessage> Unacknowledged => _unacknowledged;

    /// <summary>Numbers a message and keeps it; null when the buffer is full.</summary>
    public NumberedMessage? Add(ISystemMessage message, RemoteActorRef recipient)
    {
        if (_unacknowledged.Count >= capacity)
            return null;
        var numbered = new NumberedMessage(++_last, message, recipient);
        _unacknowledged.AddLast(numbered);
        return numbered;
    }

    /// <summary>Drops what has arrived and gives what has to be sent again; broken when the peer acknowledges what never was.</summary>
    public DeliveryState Acknowledge(Acknowledgement acknowledgement, out List<NumberedMessage> again)
    {
        again = [];
        if (acknowledgement.Cumulative > _last)
            return DeliveryState.Broken;
        var missing = acknowledgement.Missing.ToHashSet();
        for (var node = _unacknowledged.First; node is not null && node.Value.Sequence <= acknowledgement.Cumulative;)
        {
            var next = node.Next;
            if (missing.Remove(node.Value.Sequence))
                again.Add(node.Value);
            else
                _unacknowledged.Remove(node);
            node = next;
        }

        // What the peer misses must still be here.
        return missing.Count == 0 ? DeliveryState.Fine : DeliveryState.Broken;
    }
}
