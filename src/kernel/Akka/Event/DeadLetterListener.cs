using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs dead letters, as many as akka.log-dead-letters says, then pauses or stops.</summary>
public class DeadLetterListener : ActorBase
{
    private readonly EventStream _eventStream = Context.System.EventStream;
    private readonly int _maxCount = Context.System.Settings.LogDeadLetters;
    private readonly TimeSpan _suspendDuration = Context.System.Settings.LogDeadLettersSuspendDuration;
    private int _count;
    private TimeSpan? _suspendedUntil;

    protected override void PreStart()
    {
        _eventStream.Subscribe(Self, typeof(DeadLetter));
        _eventStream.Subscribe(Self, typeof(Dropped));
        _eventStream.Subscribe(Self, typeof(UnhandledMessage));
    }

    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void PostRestart(Exception reason)
    {
    }

    protected override void PostStop() => _eventStream.Unsubscribe(Self);

    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter)
            return false;
        if (letter.Message is IDeadLetterSuppression)
            return true;
        _count = _count == int.MaxValue ? 1 : _count + 1;
        if (_suspendedUntil is { } until)
            OnLetterWhileSuspended(letter, until);
        else if (_count < _maxCount || _maxCount == int.MaxValue)
            Log(letter, "");
        else
            OnLastLetter(letter);
        return true;
    }

    private void OnLastLetter(AllDeadLetters letter)
    {
        if (_suspendDuration == Timeout.InfiniteTimeSpan)
        {
            Log(letter, ", no more dead letters will be logged");
            Context.Stop(Self);
            return;
        }

        Log(letter, $", no more dead letters will be logged in next [{_suspendDuration}]");
        _suspendedUntil = Context.System.Scheduler.MonotonicClock + _suspendDuration;
    }

    private void OnLetterWhileSuspended(AllDeadLetters letter, TimeSpan until)
    {
        if (Context.System.Scheduler.MonotonicClock <= until)
            return;
        Log(letter, $", of which {_count - _maxCount - 1} were not logged. The counter will be reset now");
        _count = 0;
        _suspendedUntil = null;
    }

    private void Log(AllDeadLetters letter, string done)
    {
        var message = WrappedMessage.Unwrap(letter.Message);
        var name = message?.GetType().Name ?? "null";
        var wrapped = letter.Message is IWrappedMessage ? $" wrapped in [${letter.Message.GetType().Name}]" : "";
        var origin = IsReal(letter.Sender) ? $" from {letter.Sender}" : "";
        var destination = IsReal(letter.Recipient) ? $" to {letter.Recipient}" : "";
        var text = letter switch
        {
            Dropped dropped => $"Message [{name}]{wrapped}{origin}{destination} was dropped. {dropped.Reason}. [{_count}] dead letters encountered{done}. ",
            UnhandledMessage => $"Message [{name}]{wrapped}{origin}{destination} was unhandled. [{_count}] dead letters encountered{done}. ",
            _ => $"Message [{name}]{wrapped}{origin} to {letter.Recipient} was not delivered. [{_count}] dead letters encountered{done}. "
                + $"If this is not an expected behavior then {letter.Recipient} may have terminated unexpectedly. ",
        };
        text += "This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'.";
        var content = message?.ToString() ?? "null";
        if (content != name)
            text += $" Message content: {content}";
        _eventStream.Publish(new Info(letter.Recipient.Path.ToString(), letter.Recipient.GetType(), text));
    }

    private static bool IsReal(IActorRef actor) => actor is not null and not DeadLetterActorRef;
}
