using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A tree of actors with all that they share. Heavy; one per process, usually.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly long _started = System.Diagnostics.Stopwatch.GetTimestamp();
    private bool _disposed;

    public abstract Settings Settings { get; }

    public abstract string Name { get; }

    public abstract Serialization.Serialization Serialization { get; }

    public abstract EventStream EventStream { get; }

    public abstract IActorRef DeadLetters { get; }

    /// <summary>Swallows messages without a trace.</summary>
    public abstract IActorRef IgnoreRef { get; }

    public abstract Dispatchers Dispatchers { get; }

    public abstract Mailboxes Mailboxes { get; }

    public abstract IScheduler Scheduler { get; }

    public abstract ILoggingAdapter Log { get; }

    /// <summary>Done when all actors have stopped and all termination callbacks have run.</summary>
    public abstract Task WhenTerminated { get; }

    /// <summary>When the system was made, on the clock of the process.</summary>
    public TimeSpan StartTime { get; } = System.Diagnostics.Stopwatch.GetElapsedTime(0);

    public TimeSpan Uptime => System.Diagnostics.Stopwatch.GetElapsedTime(_started);

    public static ActorSystem Create(string name) => Create(name, ActorSystemSetup.Empty);

    public static ActorSystem Create(string name, Config config) => Create(name, BootstrapSetup.Create().WithConfig(config));

    public static ActorSystem Create(string name, BootstrapSetup setup) => Create(name, ActorSystemSetup.Create(setup));

    /// <summary>Makes and starts a system.</summary>
    /// <exception cref="ArgumentException">The name is not made of letters, digits and hyphens.</exception>
    public static ActorSystem Create(string name, ActorSystemSetup setup)
    {
        var config = setup.Get<BootstrapSetup>().FlatSelect(s => s.Config).GetOrElse(ConfigurationFactory.Load());
        var system = new ActorSystemImpl(name, config, setup, Util.Option<Props>.None);
        system.Start();
        return system;
    }

    public abstract object GetExtension(IExtensionId extensionId);

    public abstract T GetExtension<T>()
        where T : class, IExtension;

    public abstract bool HasExtension(Type type);

    public abstract bool HasExtension<T>()
        where T : class, IExtension;

    public abstract bool TryGetExtension(Type extensionType, out object extension);

    public abstract bool TryGetExtension<T>(out T extension)
        where T : class, IExtension;

    /// <summary>Makes the extension if there is none yet, and gives it.</summary>
    public abstract object RegisterExtension(IExtensionId extension);

    /// <summary>Runs the code when all actors have stopped; last registered, first run.</summary>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Runs the coordinated shutdown, which stops all actors.</summary>
    public abstract Task Terminate();

    public abstract void Stop(IActorRef actor);

    public abstract IActorRef ActorOf(Props props, string? name = null);

    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    public abstract ActorSelection ActorSelection(string actorPath);

    /// <summary>Terminates without waiting.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _ = Terminate();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the actors without the coordinated shutdown.</summary>
    internal abstract Task FinalTerminate();
}
