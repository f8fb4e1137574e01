using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Client;

/// <summary>How an exec request ended.</summary>
/// <param name="Process">The session, when its process exists.</param>
/// <param name="Failure">What the runtime said, when it does not.</param>
public sealed record ExecOutcome(ExecStarted? Process, StartFailed? Failure);

/// <summary>Exec sessions.</summary>
public sealed partial class ShimConnection
{
    /// <summary>Runs a further process in the container.</summary>
    public async Task<ExecOutcome> ExecAsync(Exec exec, CancellationToken cancellation = default)
    {
        Frame frame = await RequestAsync(exec, null, cancellation).ConfigureAwait(false);
        return frame.Kind == FrameKind.StartFailed
            ? new ExecOutcome(null, frame.Read<StartFailed>())
            : new ExecOutcome(Expect<ExecStarted>(frame), null);
    }

    /// <summary>Attaches to a session on a connection of its own.</summary>
    public async Task<ExecAttachment> AttachExecAsync(string id, CancellationToken cancellation = default)
    {
        ShimChannel own = ShimChannel.Connect(RunDirectory);
        try
        {
            await Greeting.ExchangeAsync(own, notifications: false, cancellation).ConfigureAwait(false);
            await own.SendAsync(2, new ExecAttach(id), null, cancellation).ConfigureAwait(false);
            ExpectDone(await Greeting.ReceiveAsync(own, cancellation).ConfigureAwait(false));
            return new ExecAttachment(own, id);
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    /// <summary>Sessions that run, or ended and were not acknowledged.</summary>
    public async Task<IReadOnlyList<ExecEntry>> ListExecsAsync(CancellationToken cancellation = default) =>
        Expect<ExecListed>(await RequestAsync(FrameKind.ExecList, cancellation).ConfigureAwait(false)).Sessions;

    /// <summary>Signals a session's process.</summary>
    public Task SignalExecAsync(string id, int signal, CancellationToken cancellation = default) =>
        DoneAsync(new ExecSignal(id, signal), cancellation);

    /// <summary>Says that a session's end is durable elsewhere; the shim forgets it.</summary>
    public Task AcknowledgeExecAsync(string id, CancellationToken cancellation = default) =>
        DoneAsync(new ExecAcknowledge(id), cancellation);
}
