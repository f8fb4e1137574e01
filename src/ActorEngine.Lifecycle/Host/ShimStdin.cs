using System.Net.Sockets;
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

    public ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation) => new(Reaching(channel.WriteAsync(data, cancellation)));

    public ValueTask CloseInputAsync(CancellationToken cancellation) => new(Reaching(channel.CloseStdinAsync(cancellation)));

    public ValueTask ResizeAsync(int rows, int columns, CancellationToken cancellation) =>
        new(connection.ResizeAsync((ushort)columns, (ushort)rows, cancellation));

    public ValueTask DisposeAsync()
    {
        channel.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A shim that is gone or refuses because its program is gone is a broken pipe to whoever writes.</summary>
    internal static async Task Reaching(Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is SocketException or ShimFaultException)
        {
            throw new IOException("The program's stdin cannot be reached.", gone);
        }
    }
}
