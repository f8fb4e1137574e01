using System.Collections.Concurrent;
using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.LogDrivers;

/// <summary>What is known of the forwarding of logs, for readers on any thread. Written by the logs' actors; reading waits for nobody.</summary>
public sealed class LogDeliveries
{
    private readonly ConcurrentDictionary<string, LogDeliveryState> states = new(StringComparer.Ordinal);

    /// <summary>The logs' actor; it sets this itself.</summary>
    internal IActorRef Owner { get; set; } = ActorRefs.Nobody;

    /// <summary>An inspection with what its driver has done.</summary>
    public ContainerInspection With(ContainerInspection container) =>
        states.TryGetValue(container.Id.Value, out var state) ? container with { LogDelivery = state.Read() } : container;

    /// <summary>
    /// Completes when the log of a container that has ended was handed over as far as its receiver takes it, at the latest after the time limit. For the removal of
    /// a container, outside of the actors.
    /// </summary>
    public async Task DrainAsync(ContainerView view, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        if (!LogDriver.Forwards(view.Inspection.Settings.Log.Driver ?? LogDriver.Local) || Owner.IsNobody()) return;
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Owner.Tell(new DrainLog(view, drained));
        try
        {
            await drained.Task.WaitAsync(limit, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Its receiver had time enough; what is left goes with the container.
        }
    }

    internal LogDeliveryState Of(ContainerView view, LogPlan plan) =>
        states.GetOrAdd(view.Id.Value, _ => new LogDeliveryState(plan.Driver, view.LogDirectory));

    internal LogDeliveryState? Find(ContainerId id) => states.GetValueOrDefault(id.Value);

    internal void Forget(ContainerId id) => states.TryRemove(id.Value, out _);
}

/// <summary>Hand over what is left of this container's log, then complete this.</summary>
internal sealed record DrainLog(ContainerView View, TaskCompletionSource Drained) : INodeMessage;
