namespace Akka.Dispatch.SysMsg;

/// <summary>A continuation of an asynchronous handler, or the failure that ended it.</summary>
internal sealed class ActorTaskMessage : SystemMessage
{
    private readonly ActorTaskScheduler? _scheduler;
    private readonly Task? _task;

    public ActorTaskMessage(ActorTaskScheduler scheduler, Task task, object? message)
    {
        _scheduler = scheduler;
        _task = task;
        Message = message;
    }

    public ActorTaskMessage(Exception exception, object? message)
    {
        Exception = exception;
        Message = message;
    }

    public Exception? Exception { get; }

    public object? Message { get; }

    public void ExecuteTask() => _scheduler?.ExecuteTask(_task!);

    public override string ToString() => $"<ActorTask> exception={Exception} message={Message}";
}
