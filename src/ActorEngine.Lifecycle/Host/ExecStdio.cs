using System.Runtime.CompilerServices;
using ActorEngine.Contracts;
using ActorEngine.Shim.Client;

namespace ActorEngine.Lifecycle;

/// <summary>An exec session's stdio over its attachment. Reading slowly holds the session's process back.</summary>
internal sealed class ExecStdio(ExecAttachment attachment) : IStdioChannel
{
    private readonly TaskCompletionSource<ExitStatus> exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<ExitStatus> Exit => exit.Task;

    public async IAsyncEnumerable<StdioChunk> ReadOutputAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await attachment.ReadAsync(cancellation).ConfigureAwait(false) is { } piece)
        {
            if (piece.Exit is { } ended)
            {
                exit.TrySetResult(ShimLink.StatusOf(ended));
                yield break;
            }

            // The attachment's buffer is filled anew by the next read.
            yield return new StdioChunk(piece.Stream, piece.Data.ToArray());
        }

        // The shim is gone before the end was told.
        exit.TrySetResult(new ExitStatus(255, Known: false));
    }

    public ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation) => new(ShimStdin.Reaching(attachment.WriteAsync(data, cancellation)));

    public ValueTask CloseInputAsync(CancellationToken cancellation) => new(ShimStdin.Reaching(attachment.CloseStdinAsync(cancellation)));

    public ValueTask ResizeAsync(int rows, int columns, CancellationToken cancellation) =>
        new(attachment.ResizeAsync((ushort)columns, (ushort)rows, cancellation));

    public ValueTask DisposeAsync()
    {
        attachment.Dispose();
        exit.TrySetResult(new ExitStatus(255, Known: false));
        return ValueTask.CompletedTask;
    }
}
