using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Gives its one actor a thread of its own.</summary>
public sealed class PinnedDispatcher : Dispatcher
{
    public PinnedDispatcher(MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime, ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout)
        : base(configurator, id, throughput, throughputDeadlineTime, executorServiceFactory, shutdownTimeout)
    {
    }

    public override void Detach(ActorCell cell)
    {
        base.Detach(cell);
        if (Inhabitants <= 0)
            Shutdown();
    }
}

/// <summary>type = PinnedDispatcher: a dispatcher for each actor.</summary>
internal sealed class PinnedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : MessageDispatcherConfigurator(config, prerequisites)
{
    public override MessageDispatcher Dispatcher() => new PinnedDispatcher(
        this,
        Config.GetString("id"),
        Config.GetInt("throughput", MessageDispatcher.DefaultThroughput),
        DispatcherSettings.Deadline(Config),
        new SingleThread(),
        Config.GetTimeSpan("shutdown-timeout", TimeSpan.FromSeconds(1)));

    private sealed class SingleThread : ExecutorServiceFactory
    {
        public override ExecutorService Produce(string id) => new DedicatedThreadsExecutor(id, 1, background: true);
    }
}
