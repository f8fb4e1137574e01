using System.Collections.Concurrent;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Runs work on threads of its own, which start when first needed.</summary>
internal sealed class DedicatedThreadsExecutor(string id, int threads, bool background) : ExecutorService(id)
{
    private readonly BlockingCollection<IRunnable> _work = [];
    private int _started;

    public override void Execute(IRunnable run)
    {
        try
        {
            _work.Add(run);
        }
        catch (InvalidOperationException)
        {
            throw new RejectedExecutionException("ForkJoinExecutor is shutting down");
        }

        if (Volatile.Read(ref _started) < threads)
            StartThread();
    }

    public override void Shutdown() => _work.CompleteAdding();

    private void StartThread()
    {
        var number = Interlocked.Increment(ref _started);
        if (number <= threads)
            new Thread(RunAll) { IsBackground = background, Name = $"{Id}_{number}" }.Start();
    }

    private void RunAll()
    {
        foreach (var run in _work.GetConsumingEnumerable())
            run.Run();
    }
}

/// <summary>executor = fork-join-executor.</summary>
internal sealed class DedicatedThreadsExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new DedicatedThreadsExecutor(id, ThreadCount(), IsBackground());

    private bool IsBackground() => Config.GetString("dedicated-thread-pool.threadtype") != "foreground";

    private int ThreadCount()
    {
        if (Config.HasPath("dedicated-thread-pool.thread-count"))
            return Math.Max(1, Config.GetInt("dedicated-thread-pool.thread-count"));
        return Config.HasPath("fork-join-executor.parallelism-factor")
            ? ThreadPoolConfig.ScaledPoolSize(
                Config.GetInt("fork-join-executor.parallelism-min", 1),
                Config.GetDouble("fork-join-executor.parallelism-factor", 1.0),
                Config.GetInt("fork-join-executor.parallelism-max", 64))
            : Environment.ProcessorCount;
    }
}
