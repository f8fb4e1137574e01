using Akka.Configuration;
using Akka.Util.Reflection;

namespace Akka.Dispatch;

/// <summary>Makes dispatchers from one configuration section.</summary>
public abstract class MessageDispatcherConfigurator
{
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    public Config Config { get; }

    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>The dispatcher for one more actor: shared, or a new one.</summary>
    public abstract MessageDispatcher Dispatcher();

    /// <summary>The executor that the section names.</summary>
    protected ExecutorServiceConfigurator ConfigureExecutor()
    {
        var executor = Config.GetString("executor");
        switch (executor)
        {
            case null or "" or "default-executor" or "thread-pool-executor":
                return new ThreadPoolExecutorConfigurator(Config, Prerequisites);
            case "fork-join-executor":
                return new DedicatedThreadsExecutorConfigurator(Config, Prerequisites);
            case "task-executor":
                return new TaskSchedulerExecutorConfigurator(Config, Prerequisites, () => TaskScheduler.Default);
            case "current-context-executor":
                return new TaskSchedulerExecutorConfigurator(Config, Prerequisites, TaskScheduler.FromCurrentSynchronizationContext);
            default:
                var type = TypeCache.Find(executor) ?? throw new ConfigurationException(
                    $"Could not resolve executor service configurator type {executor} for path {Config.GetString("id")}");
                return (ExecutorServiceConfigurator)ConfiguredTypes.Create(type, Config, Prerequisites);
        }
    }
}

/// <summary>What a dispatcher needs from its system.</summary>
public interface IDispatcherPrerequisites
{
    Event.EventStream EventStream { get; }

    Actor.IScheduler Scheduler { get; }

    Actor.Settings Settings { get; }

    Mailboxes Mailboxes { get; }
}

/// <summary>The parts as given.</summary>
public sealed class DefaultDispatcherPrerequisites(Event.EventStream eventStream, Actor.IScheduler scheduler, Actor.Settings settings, Mailboxes mailboxes)
    : IDispatcherPrerequisites
{
    public Event.EventStream EventStream { get; } = eventStream;

    public Actor.IScheduler Scheduler { get; } = scheduler;

    public Actor.Settings Settings { get; } = settings;

    public Mailboxes Mailboxes { get; } = mailboxes;
}
