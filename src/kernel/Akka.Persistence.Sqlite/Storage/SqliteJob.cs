namespace Akka.Persistence.Sqlite.Storage;

/// <summary>A change that is made whole or not at all. It may be made again when the group it was made with fails.</summary>
internal abstract class SqliteJob
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the change is durable, or fails when it is certainly not made.</summary>
    public Task Done => _done.Task;

    /// <summary>Whether a transaction is needed.</summary>
    public virtual bool Writes => true;

    public abstract void Execute(SqliteSession session);

    public void Succeed() => _done.TrySetResult();

    public void Fail(Exception cause) => _done.TrySetException(cause);
}
