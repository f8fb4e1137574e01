using Akka.Actor;

namespace Akka.Pattern;

/// <summary>How a back-off supervisor behaves. Immutable.</summary>
public abstract class BackoffOptions
{
    internal abstract Props Props { get; }

    /// <summary>The pauses start from the shortest again when the child has run so long; the default, with the shortest pause.</summary>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    /// <summary>The child says when the pauses start from the shortest again, by <see cref="BackoffSupervisor.Reset"/>.</summary>
    public abstract BackoffOptions WithManualReset();

    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    /// <summary>Stops the child on every failure.</summary>
    public abstract BackoffOptions WithDefaultStoppingStrategy();

    /// <summary>Answers messages that come while there is no child.</summary>
    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    /// <summary>After so many starts the supervisor stops; -1 for no limit.</summary>
    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    /// <summary>A message after which the end of the child is the end of the supervisor.</summary>
    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);
}

/// <summary>When the pauses start from the shortest again.</summary>
public interface IBackoffReset;

/// <summary>When told.</summary>
internal sealed class ManualReset : IBackoffReset;

/// <summary>When the child has run so long.</summary>
internal sealed class AutoReset(TimeSpan resetBackoff) : IBackoffReset
{
    public TimeSpan ResetBackoff { get; } = resetBackoff;
}

/// <summary>The options as fields.</summary>
internal sealed class BackoffOptionsImpl(bool onStop, Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) : BackoffOptions
{
    private IBackoffReset _reset = new AutoReset(minBackoff);
    private OneForOneStrategy _strategy = new(SupervisorStrategy.DefaultDecider);
    private object? _replyWhileStopped;
    private Func<object, bool>? _finalStopMessage;

    internal override Props Props
    {
        get
        {
            if (minBackoff <= TimeSpan.Zero)
                throw new ArgumentException("MinBackoff must be greater than 0");
            if (maxBackoff < minBackoff)
                throw new ArgumentException("MaxBackoff must be greater than MinBackoff");
            if (randomFactor is < 0.0 or > 1.0)
                throw new ArgumentException("RandomFactor must be between 0.0 and 1.0");
            var (reset, strategy, reply, final) = (_reset, _strategy, _replyWhileStopped, _finalStopMessage);
            return onStop
                ? Actor.Props.Create(() => new BackoffSupervisor(childProps, childName, minBackoff, maxBackoff, reset, randomFactor, strategy, reply, final))
                : Actor.Props.Create(() => new BackoffOnRestartSupervisor(childProps, childName, minBackoff, maxBackoff, reset, randomFactor, strategy, reply, final));
        }
    }

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff) => With(o => o._reset = new AutoReset(resetBackoff));

    public override BackoffOptions WithManualReset() => With(o => o._reset = new ManualReset());

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) => With(o => o._strategy = supervisorStrategy);

    public override BackoffOptions WithDefaultStoppingStrategy() =>
        With(o => o._strategy = new OneForOneStrategy(_strategy.MaxNumberOfRetries, null, SupervisorStrategy.StoppingStrategy.Decider));

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => With(o => o._replyWhileStopped = replyWhileStopped);

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) => With(o => o._strategy = _strategy.WithMaxNrOfRetries(maxNrOfRetries));

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) => With(o => o._finalStopMessage = isFinalStopMessage);

    private BackoffOptionsImpl With(Action<BackoffOptionsImpl> change)
    {
        var copy = (BackoffOptionsImpl)MemberwiseClone();
        change(copy);
        return copy;
    }
}
