using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Runs work through a task scheduler, such as that of a user interface.</summary>
internal sealed class TaskSchedulerExecutor(string id, TaskScheduler scheduler) : ExecutorService(id)
{
    public override void Execute(IRunnable run) =>
        Task.Factory.StartNew(static state => ((IRunnable)state!).Run(), run, CancellationToken.None, TaskCreationOptions.None, scheduler);

    public override void Shutdown()
    {
    }
}

/// <summary>executor = task-executor and current-context-executor.</summary>
internal sealed class TaskSchedulerExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites, Func<TaskScheduler> scheduler)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    private readonly TaskScheduler _scheduler = scheduler();

    public override ExecutorService Produce(string id) => new TaskSchedulerExecutor(id, _scheduler);
}
