using System.Runtime.CompilerServices;
using ActorEngine.Contracts;
using ActorEngine.Shim.Client;

namespace ActorEngine.Lifecycle;

/// <summary>A container's stdin over a shim connection of its own.</summary>
internal sealed class ShimStdin(StdinChannel channel, ShimConnection connection) : IStdioChannel
{
    public Task<ExitStatus> Exit { get; } = new TaskCompletionSource<ExitStatus>().Task;

    public async IAsyncEnumerable<StdioChunk> ReadOutputAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield break;
    }

    public ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation) => new(channel.WriteAsync(data, cancellation));

    public ValueTask CloseInputAsync(CancellationToken cancellation) => new(channel.CloseStdinAsync(cancellation));

    public ValueTask ResizeAsync(int rows, int columns, CancellationToken cancellation) =>
        new(connection.ResizeAsync((ushort)columns, (ushort)rows, cancellation));

    public ValueTask DisposeAsync()
    {
        channel.Dispose();
        return ValueTask.CompletedTask;
    }
}
