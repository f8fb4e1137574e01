namespace Akka.Dispatch;

public partial class Mailbox
{
    // Bit 0: closed. Bit 1: scheduled. From bit 2: how often the actor is suspended.
    private const int Open = 0;
    private const int Closed = 1;
    private const int Scheduled = 2;
    private const int SuspendUnit = 4;
    private const int SuspendMask = ~3;

    private volatile int _status = Open;

    internal bool IsClosed => _status == Closed;

    internal bool IsSuspended => (_status & SuspendMask) != 0;

    internal int SuspendCount => _status / SuspendUnit;

    internal int CurrentStatus => _status;

    private bool ShouldProcessMessage => (_status & ~Scheduled) == 0;

    internal bool CanBeScheduledForExecution(bool hasMessageHint, bool hasSystemMessageHint)
    {
        var status = _status;
        if ((status & ~Scheduled) == 0)
            return hasMessageHint || hasSystemMessageHint || HasSystemMessages || HasMessages;
        return status != Closed && (hasSystemMessageHint || HasSystemMessages);
    }

    /// <summary>Claims the right to run; false when somebody has it or the mailbox is closed.</summary>
    internal bool SetAsScheduled()
    {
        while (true)
        {
            var status = _status;
            if ((status & (Closed | Scheduled)) != 0)
                return false;
            if (Interlocked.CompareExchange(ref _status, status | Scheduled, status) == status)
                return true;
        }
    }

    internal void SetAsIdle()
    {
        while (true)
        {
            var status = _status;
            if (Interlocked.CompareExchange(ref _status, status & ~Scheduled, status) == status)
                return;
        }
    }

    /// <summary>Lifts one suspension; true when none is left.</summary>
    internal bool Resume()
    {
        while (true)
        {
            var status = _status;
            if (status == Closed)
                return false;
            var next = status < SuspendUnit ? status : status - SuspendUnit;
            if (Interlocked.CompareExchange(ref _status, next, status) == status)
                return next < SuspendUnit;
        }
    }

    /// <summary>Adds one suspension; true when it is the first.</summary>
    internal bool Suspend()
    {
        while (true)
        {
            var status = _status;
            if (status == Closed)
                return false;
            if (Interlocked.CompareExchange(ref _status, status + SuspendUnit, status) == status)
                return status < SuspendUnit;
        }
    }

    /// <summary>Closes for good; true for the caller who did it.</summary>
    internal bool BecomeClosed() => Interlocked.Exchange(ref _status, Closed) != Closed;
}
