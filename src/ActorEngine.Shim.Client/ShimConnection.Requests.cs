using ActorEngine.Linux;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Client;

/// <summary>How a runtime call that should have made a process ended.</summary>
/// <param name="Process">The process, when it exists.</param>
/// <param name="Failure">What the runtime said, when it does not.</param>
public sealed record StartOutcome(Started? Process, StartFailed? Failure);

/// <summary>The requests.</summary>
public sealed partial class ShimConnection
{
    /// <summary>Gives the shim its settings; once, before anything else.</summary>
    public async Task ConfigureAsync(ShimSettings settings, CancellationToken cancellation = default)
    {
        await DoneAsync(settings, cancellation).ConfigureAwait(false);
        ContainerId = settings.ContainerId;
        if (settings.StdinOpen) OpenStdinGuard();
    }

    /// <summary>Runs the container.</summary>
    public Task<StartOutcome> StartAsync(RuntimeCall call, CancellationToken cancellation = default) =>
        OutcomeAsync(new Start(call), cancellation);

    /// <summary>Makes the container without running its program.</summary>
    public Task<StartOutcome> CreateAsync(RuntimeCall call, CancellationToken cancellation = default) =>
        OutcomeAsync(new Create(call), cancellation);

    /// <summary>Runs the program of a created container.</summary>
    public Task<StartOutcome> StartCreatedAsync(RuntimeCall call, CancellationToken cancellation = default) =>
        OutcomeAsync(new StartCreated(call), cancellation);

    /// <summary>Lets a fresh, configured shim take over a running container, with the terminal's master when it has one.</summary>
    public async Task<Started> AdoptAsync(int pid, ulong startTime, FileDescriptor? terminal = null, CancellationToken cancellation = default) =>
        Expect<Started>(await RequestAsync(new Adopt(pid, startTime), terminal, cancellation).ConfigureAwait(false));

    /// <summary>Signals the container's init, or all processes of its control group.</summary>
    public Task SignalAsync(int signal, bool all = false, CancellationToken cancellation = default) =>
        DoneAsync(new SignalContainer(signal, all), cancellation);

    /// <summary>Sets the size of the container's terminal.</summary>
    public Task ResizeAsync(ushort columns, ushort rows, CancellationToken cancellation = default) =>
        DoneAsync(new Resize(columns, rows), cancellation);

    /// <summary>Runs a helper program as the shim's child.</summary>
    public async Task<HelperDone> RunHelperAsync(RunHelper helper, CancellationToken cancellation = default) =>
        Expect<HelperDone>(await RequestAsync(helper, null, cancellation).ConfigureAwait(false));

    /// <summary>What the shim is doing.</summary>
    public async Task<StatusReport> StatusAsync(CancellationToken cancellation = default) =>
        Expect<StatusReport>(await RequestAsync(FrameKind.Status, cancellation).ConfigureAwait(false));

    /// <summary>Says that the exit is durable elsewhere.</summary>
    public Task AcknowledgeExitAsync(CancellationToken cancellation = default) => DoneAsync(FrameKind.ExitAcknowledge, cancellation);

    /// <summary>Ends the shim: only when no container runs and the exit was acknowledged, else a conflict.</summary>
    public Task ShutdownAsync(CancellationToken cancellation = default) => DoneAsync(FrameKind.Shutdown, cancellation);

    private async Task<StartOutcome> OutcomeAsync<T>(T message, CancellationToken cancellation) where T : IShimMessage<T>
    {
        Frame frame = await RequestAsync(message, null, cancellation).ConfigureAwait(false);
        return frame.Kind == FrameKind.StartFailed
            ? new StartOutcome(null, frame.Read<StartFailed>())
            : new StartOutcome(Expect<Started>(frame), null);
    }

    private async Task DoneAsync<T>(T message, CancellationToken cancellation) where T : IShimMessage<T> =>
        ExpectDone(await RequestAsync(message, null, cancellation).ConfigureAwait(false));

    private async Task DoneAsync(FrameKind kind, CancellationToken cancellation) =>
        ExpectDone(await RequestAsync(kind, cancellation).ConfigureAwait(false));

    private Task<Frame> RequestAsync<T>(T message, FileDescriptor? passed, CancellationToken cancellation) where T : IShimMessage<T> =>
        AwaitReplyAsync(request => channel.SendAsync(request, message, passed, cancellation), cancellation);

    private Task<Frame> RequestAsync(FrameKind kind, CancellationToken cancellation) =>
        AwaitReplyAsync(request => channel.SendAsync(kind, request, cancellation), cancellation);

    private async Task<Frame> AwaitReplyAsync(Func<uint, Task> send, CancellationToken cancellation)
    {
        uint request = Interlocked.Increment(ref lastRequest);
        if (request == 0) request = Interlocked.Increment(ref lastRequest);
        var reply = new TaskCompletionSource<Frame>(TaskCreationOptions.RunContinuationsAsynchronously);
        pending[request] = reply;
        try
        {
            if (ended) throw new ShimUnreachableException("the connection to the shim ended");
            await send(request).ConfigureAwait(false);
            return await reply.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (ObjectDisposedException closed)
        {
            throw new ShimUnreachableException("the connection to the shim ended", closed);
        }
        finally
        {
            pending.TryRemove(request, out _);
        }
    }

    private static T Expect<T>(Frame frame) where T : IShimMessage<T>
    {
        if (frame.Kind == T.Kind) return frame.Read<T>();
        throw frame.Kind == FrameKind.Fault ? Greeting.Faulted(frame) : new ShimUnreachableException($"the shim answered with {frame.Kind}");
    }

    private static void ExpectDone(Frame frame)
    {
        if (frame.Kind == FrameKind.Done) return;
        throw frame.Kind == FrameKind.Fault ? Greeting.Faulted(frame) : new ShimUnreachableException($"the shim answered with {frame.Kind}");
    }
}
