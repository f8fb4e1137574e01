using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>
/// The stdin of a container that may not run yet: writes wait until it does. One chunk waits at a time, so a client that sends ahead is
/// held back, not buffered.
/// </summary>
internal sealed class DeferredStdin(bool closeWhenWriterLeaves) : IStdioChannel
{
    private readonly TaskCompletionSource<IStdioChannel?> connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool disposed, wrote;

    public bool IsDisposed => disposed;

    /// <summary>Never ends by itself: a container's exit is told by the container.</summary>
    public Task<ExitStatus> Exit { get; } = new TaskCompletionSource<ExitStatus>().Task;

    /// <summary>Opens the way through a link.</summary>
    public void Connect(IShimLink link, TimeSpan limit, TimeProvider time) => _ = ConnectAsync(link, limit, time);

    /// <summary>There will be no program; what is written goes nowhere.</summary>
    public void Abandon() => connected.TrySetResult(null);

    public async IAsyncEnumerable<StdioChunk> ReadOutputAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield break;
    }

    public async ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        if (await connected.Task.WaitAsync(cancellation).ConfigureAwait(false) is not { } channel) return;
        wrote = true;
        await channel.WriteInputAsync(data, cancellation).ConfigureAwait(false);
    }

    public async ValueTask CloseInputAsync(CancellationToken cancellation)
    {
        if (await connected.Task.WaitAsync(cancellation).ConfigureAwait(false) is { } channel)
            await channel.CloseInputAsync(cancellation).ConfigureAwait(false);
    }

    public async ValueTask ResizeAsync(int rows, int columns, CancellationToken cancellation)
    {
        if (await connected.Task.WaitAsync(cancellation).ConfigureAwait(false) is { } channel)
            await channel.ResizeAsync(rows, columns, cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        // A way that is opened later finds nobody, and is closed by ConnectAsync.
        if (!connected.Task.IsCompletedSuccessfully || await connected.Task.ConfigureAwait(false) is not { } channel) return;
        if (closeWhenWriterLeaves && wrote) await CloseAsync(channel).ConfigureAwait(false);
        await channel.DisposeAsync().ConfigureAwait(false);
    }

    // The program may have ended, and the shim with it, in the same moment: its stdin is closed then, which is what was wanted.
    private static async Task CloseAsync(IStdioChannel channel)
    {
        try
        {
            await channel.CloseInputAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
        }
    }

    private async Task ConnectAsync(IShimLink link, TimeSpan limit, TimeProvider time)
    {
        try
        {
            IStdioChannel channel = await Bounded.RunAsync(
                link.OpenStdinAsync, limit, time, late => _ = late.DisposeAsync().AsTask()).ConfigureAwait(false);
            if (disposed || !connected.TrySetResult(channel)) await channel.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or TimeoutException)
        {
            connected.TrySetException(new IOException("The container's stdin cannot be reached.", failure));
        }
    }
}
