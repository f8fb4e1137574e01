using System.Runtime.CompilerServices;
using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Stands for the stdio of a detached exec session, which has none.</summary>
internal sealed class NoStdio(ExecId id) : IStdioChannel
{
    public Task<ExitStatus> Exit { get; } =
        Task.FromException<ExitStatus>(new InvalidOperationException($"Exec {id} is detached; its exit is told by inspection and by the event stream."));

    public async IAsyncEnumerable<StdioChunk> ReadOutputAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield break;
    }

    public ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask CloseInputAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ResizeAsync(int rows, int columns, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _ = Exit.Exception;
        return ValueTask.CompletedTask;
    }
}
