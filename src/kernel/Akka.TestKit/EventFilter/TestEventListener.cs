using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit;

/// <summary>The logger of tests: what a filter accepts is not printed.</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<IEventFilter> _filters = [];

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                foreach (var channel in new[] { typeof(Mute), typeof(Unmute), typeof(DeadLetter), typeof(UnhandledMessage) })
                    initialize.LoggingBus.Subscribe(Context.Self, channel);
                return base.Receive(message);
            case Mute mute:
                _filters.AddRange(mute.Filters);
                return true;
            case Unmute unmute:
                foreach (var filter in unmute.Filters)
                    _filters.Remove(filter);
                return true;
            case LogEvent logEvent:
                if (!IsFiltered(logEvent))
                    Print(logEvent);
                return true;
            case DeadLetter letter:
                OnDeadLetter(letter);
                return true;
            default:
                Print(new Debug(Context.System.Name, GetType(), message));
                return true;
        }
    }

    private void OnDeadLetter(DeadLetter letter)
    {
        if (letter.Message is Terminate)
            return;
        var source = letter.Recipient.Path.ToString();
        if (IsFiltered(new Warning(source, letter.Recipient.GetType(), letter)))
            return;
        var text = letter.Message is ISystemMessage
            ? $"Received dead system message: {letter.Message}"
            : $"Received dead letter from {letter.Sender}: {letter.Message}";
        Print(new Warning(source, letter.Recipient.GetType(), new DeadLetter(text, letter.Sender, letter.Recipient)));
    }

    private bool IsFiltered(LogEvent logEvent)
    {
        foreach (var filter in _filters)
        {
            try
            {
                if (filter.Apply(logEvent))
                    return true;
            }
            catch (Exception)
            {
                // A filter that fails does not match.
            }
        }

        return false;
    }
}
