using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

public partial class Mailbox
{
    private static readonly SystemMessage ClosedMarker = new NoMessage();

    // Latest first, linked through SystemMessage.Next; the marker when the mailbox is closed.
    private SystemMessage? _systemQueue;

    internal bool HasSystemMessages
    {
        get
        {
            var head = Volatile.Read(ref _systemQueue);
            return head is not null && !ReferenceEquals(head, ClosedMarker);
        }
    }

    internal void SystemEnqueue(SystemMessage message)
    {
        while (true)
        {
            var head = Volatile.Read(ref _systemQueue);
            if (ReferenceEquals(head, ClosedMarker))
            {
                if (_actor is { } cell)
                    cell.SystemImpl.DeadLetters.Tell(message, cell.Self);
                return;
            }

            message.Next = head;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _systemQueue, message, head), head))
                return;
        }
    }

    /// <summary>Takes all system messages, earliest first.</summary>
    private SystemMessage? SystemDrain(SystemMessage? replacement)
    {
        while (true)
        {
            var head = Volatile.Read(ref _systemQueue);
            if (ReferenceEquals(head, ClosedMarker))
                return null;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _systemQueue, replacement, head), head))
                return Reverse(head);
        }
    }

    private void ProcessAllSystemMessages(ActorCell cell)
    {
        var messages = SystemDrain(null);
        while (messages is not null)
        {
            var message = messages;
            messages = message.Next;
            message.Unlink();
            if (IsClosed)
                cell.SystemImpl.DeadLetters.Tell(message, cell.Self);
            else
                cell.SystemInvoke(message);
            if (messages is null && !IsClosed)
                messages = SystemDrain(null);
        }
    }

    private void CloseSystemQueue(ActorCell cell)
    {
        var messages = SystemDrain(ClosedMarker);
        while (messages is not null)
        {
            var message = messages;
            messages = message.Next;
            message.Unlink();
            cell.SystemImpl.DeadLetters.Tell(message, cell.Self);
        }
    }

    private static SystemMessage? Reverse(SystemMessage? latestFirst)
    {
        SystemMessage? earliestFirst = null;
        while (latestFirst is not null)
        {
            var next = latestFirst.Next;
            latestFirst.Next = earliestFirst;
            earliestFirst = latestFirst;
            latestFirst = next;
        }

        return earliestFirst;
    }
}
