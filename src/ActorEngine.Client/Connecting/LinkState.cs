using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>How a link is, for code outside the actors. Written by the link actor alone.</summary>
public sealed class LinkState
{
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Snapshot now;

    internal LinkState(TimeProvider time) => (this.time, now) = (time, new Snapshot(NodeState.Connecting, "", null, time.GetUtcNow()));

    /// <summary>The present state.</summary>
    public Snapshot Now => now;

    /// <summary>Completes when a session stands, or the engine refuses one.</summary>
    internal Task Settled
    {
        get
        {
            lock (gate) return settled.Task;
        }
    }

    internal void Set(NodeState state, string reason, SessionOpened? session)
    {
        lock (gate)
        {
            now = new Snapshot(state, reason, session, now.State == state ? now.Since : time.GetUtcNow());
            if (state is NodeState.Reachable or NodeState.Refused) settled.TrySetResult();
            else if (settled.Task.IsCompleted) settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>A link at one moment.</summary>
    /// <param name="State">Reachable or not.</param>
    /// <param name="Reason">Why there is no session; empty where there is one.</param>
    /// <param name="Session">What the engine said at the opening.</param>
    /// <param name="Since">Since when it is in this state.</param>
    public sealed record Snapshot(NodeState State, string Reason, SessionOpened? Session, DateTimeOffset Since);
}
