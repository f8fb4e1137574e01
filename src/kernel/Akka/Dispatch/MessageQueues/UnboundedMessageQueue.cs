using System.Runtime.InteropServices;
using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>
/// A linked queue without locks: producers swap the tail, the one consumer follows the links. An empty queue costs one node.
/// </summary>
public class UnboundedMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    private Ends _ends;

    public UnboundedMessageQueue()
    {
        var stub = new Node();
        _ends.Head = stub;
        _ends.Tail = stub;
    }

    public bool HasMessages
    {
        get
        {
            var head = Volatile.Read(ref _ends.Head);
            return !ReferenceEquals(Volatile.Read(ref _ends.Tail), head) || Volatile.Read(ref head.Next) is not null;
        }
    }

    public int Count
    {
        get
        {
            var count = 0;
            for (var node = Volatile.Read(ref Volatile.Read(ref _ends.Head).Next); node is not null; node = Volatile.Read(ref node.Next))
                count++;
            return count;
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        var node = new Node { Envelope = envelope };
        var previous = Interlocked.Exchange(ref _ends.Tail, node);
        Volatile.Write(ref previous.Next, node);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        var head = _ends.Head;
        var next = Volatile.Read(ref head.Next);
        if (next is null)
        {
            if (ReferenceEquals(Volatile.Read(ref _ends.Tail), head))
            {
                envelope = default;
                return false;
            }

            next = WaitForLink(head);
        }

        envelope = next.Envelope;
        next.Envelope = default;
        Volatile.Write(ref _ends.Head, next);
        return true;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }

    private static Node WaitForLink(Node head)
    {
        // A producer has swapped the tail and is about to set the link.
        var spin = default(SpinWait);
        while (true)
        {
            if (Volatile.Read(ref head.Next) is { } next)
                return next;
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    private sealed class Node
    {
        public Envelope Envelope;
        public Node? Next;
    }

    /// <summary>Head and tail on cache lines of their own: one is the consumer's, the other the producers'.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 72)]
    private struct Ends
    {
        [FieldOffset(0)]
        public Node Head;

        [FieldOffset(64)]
        public Node Tail;
    }
}
