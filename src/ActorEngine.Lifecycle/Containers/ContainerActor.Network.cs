using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>The network of a run: asked for before its start, given back when it has ended.</summary>
internal sealed partial class ContainerActor
{
    private void FindNetwork()
    {
        ContainerSettings settings = state.Settings!;
        if (NetworkModes.Lender(settings.Network) is { } lender) Borrow(lender);
        else if (!NetworkModes.IsManaged(settings.Network)) Launch(null);
        else
        {
            services.Networks.Tell(new AttachNetworks(id, state.Run, state.Name, settings.Hostname ?? id.Short, settings, state.ImageConfiguration));
            Timers.StartSingleTimer(nameof(NetworksSilent), new NetworksSilent(state.Run), services.Settings.StartTimeout);
        }
    }

    // Its processes keep the namespace; from the runtime's joining it on, this container's do too.
    private void Borrow(ContainerReference lender)
    {
        ContainerView? view = services.Projection.Resolve(lender, out Fault? fault);
        if (view is { Inspection.State.Pid: > 0 } && view.Id != id) Launch(new NetworkJoin($"/proc/{view.Inspection.State.Pid}/ns/net"));
        else
            OnRefused(new ProcessRefused(state.Run, fault ?? new Fault(FaultCode.Conflict, $"Container {view?.Summary.Name ?? lender.Value} does not run, so its network cannot be shared; start it first.") { Field = "network" }));
    }

    private void OnNetworksAttached(NetworksAttached message)
    {
        if (message.Run == state.Run && state.Status == ContainerStatus.Starting && shim is null && snapshot is not null)
        {
            Timers.Cancel(nameof(NetworksSilent));
            Launch(message.Join);
        }
        else if (message.Run != state.Run || !(state.HasProcess || state.Status == ContainerStatus.Starting))
        {
            // Its run is over: nobody else gives it back.
            services.Networks.Tell(new DetachNetworks(id, message.Run));
        }
    }

    private void OnNetworksRefused(NetworksRefused message)
    {
        if (message.Run != state.Run || state.Status != ContainerStatus.Starting || shim is not null) return;
        Timers.Cancel(nameof(NetworksSilent));
        OnRefused(new ProcessRefused(state.Run, message.Fault));
    }

    private void OnNetworksSilent(NetworksSilent message) =>
        OnNetworksRefused(new NetworksRefused(id, message.Run, new Fault(FaultCode.Timeout, "The owner of the networks did not answer in time.")));

    private void LeaveNetworks()
    {
        if (state.Settings is { } settings && NetworkModes.IsManaged(settings.Network)) services.Networks.Tell(new DetachNetworks(id, state.Run));
    }

    private sealed record NetworksSilent(int Run);
}
