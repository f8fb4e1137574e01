using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// Runs the continuations of an actor's asynchronous handlers inside the actor: its mailbox is suspended until the handler's
/// task is done, so that nothing else runs in between.
/// </summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;

    internal ActorTaskScheduler(ActorCell cell) => _cell = cell;

    /// <summary>Called once when the asynchronous handler that runs has ended, with its failure.</summary>
    internal Action<Exception?>? Ended { get; set; }

    /// <summary>The message whose handler is running.</summary>
    public object CurrentMessage { get; private set; } = null!;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs an action as a handler; must be called inside an actor.</summary>
    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Runs an asynchronous handler; must be called inside an actor. A failure of the task is a failure of the actor.</summary>
    /// <exception cref="InvalidOperationException">No actor runs on this thread.</exception>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = InternalCurrentActorCellKeeper.Current
            ?? throw new InvalidOperationException("RunTask must be called from an actor context.");
        var scheduler = cell.TaskScheduler;
        scheduler.CurrentMessage = cell.CurrentMessage;
        scheduler.OnBeforeTaskStarted();
        cell.Dispatcher.Suspend(cell);
        var running = Task.Factory
            .StartNew(asyncAction, CancellationToken.None, TaskCreationOptions.None, scheduler)
            .Unwrap();
        if (running.IsCompletedSuccessfully)
            scheduler.Finish(null);
        else
            running.ContinueWith(static (task, state) => ((ActorTaskScheduler)state!).Finish(FailureOf(task)), scheduler, scheduler);
    }

    internal void ExecuteTask(Task task) => TryExecuteTask(task);

    protected virtual void OnBeforeTaskStarted()
    {
    }

    protected virtual void OnAfterTaskCompleted()
    {
    }

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    protected override void QueueTask(Task task)
    {
        var inside = ReferenceEquals(InternalCurrentActorCellKeeper.Current, _cell);
        if (inside && (task.CreationOptions & TaskCreationOptions.LongRunning) == 0)
            TryExecuteTask(task);
        else
            _cell.SendSystemMessage(new ActorTaskMessage(this, task, CurrentMessage));
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    private static Exception? FailureOf(Task task)
    {
        if (task.IsCanceled)
            return new TaskCanceledException();
        if (task.Exception is not { } failures)
            return null;
        return failures.InnerExceptions.Count == 1 ? failures.InnerExceptions[0] : failures;
    }

    private void Finish(Exception? failure)
    {
        if (failure is null)
        {
            _cell.Dispatcher.Resume(_cell);
            _cell.CheckReceiveTimeout(_cell.CurrentMessage is not INotInfluenceReceiveTimeout);
        }
        else
        {
            _cell.SendSystemMessage(new ActorTaskMessage(failure, CurrentMessage));
        }

        CurrentMessage = null!;
        OnAfterTaskCompleted();
        var ended = Ended;
        Ended = null;
        ended?.Invoke(failure);
    }
}
