using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Runs mailboxes on an executor that many actors share.</summary>
public class Dispatcher : MessageDispatcher
{
    private readonly ExecutorServiceFactory _factory;
    private ExecutorService? _executor;

    public Dispatcher(MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime, ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout)
        : base(configurator)
    {
        _factory = executorServiceFactory;
        Id = id;
        Throughput = throughput;
        ThroughputDeadlineTime = throughputDeadlineTime;
        ShutdownTimeout = shutdownTimeout;
    }

    protected override void ExecuteTask(IRunnable run) => (_executor ?? Executor()).Execute(run);

    protected override void Shutdown() => Interlocked.Exchange(ref _executor, null)?.Shutdown();

    private ExecutorService Executor()
    {
        lock (_factory)
            return _executor ??= _factory.Produce(Id);
    }
}

/// <summary>type = Dispatcher: one dispatcher for all.</summary>
public sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly Dispatcher _instance;

    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        _instance = new Dispatcher(
            this,
            config.GetString("id"),
            config.GetInt("throughput", MessageDispatcher.DefaultThroughput),
            DispatcherSettings.Deadline(config),
            ConfigureExecutor(),
            config.GetTimeSpan("shutdown-timeout", TimeSpan.FromSeconds(1)));
    }

    public override MessageDispatcher Dispatcher() => _instance;
}

/// <summary>Settings that every kind of dispatcher reads.</summary>
internal static class DispatcherSettings
{
    /// <summary>throughput-deadline-time in ticks, or null for none.</summary>
    public static long? Deadline(Config config) =>
        config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero).Ticks is var ticks and > 0 ? ticks : null;
}
