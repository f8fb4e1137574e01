using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Networking;

/// <summary>What the journal holds, what readers see, what others are told.</summary>
public sealed partial class NetworksActor
{
    /// <inheritdoc />
    protected override void Apply(object change) => state = state.Apply((INetworkEvent)change);

    /// <inheritdoc />
    protected override object Snapshot() => NetworksSnapshot.Of(state);

    /// <inheritdoc />
    protected override void Show()
    {
        services.Projection.State = state;
        services.States.Set(path, nameof(NetworksActor), $"{state.Networks.Count} networks, {state.Attached.Count} containers");
    }

    private void Publish(string action, NetworkRecord network, ContainerId? container = null)
    {
        var attributes = new Dictionary<string, string> { ["name"] = network.Name, ["type"] = "bridge" };
        if (container is { } id) attributes["container"] = id.Value;
        services.Events.Tell(new PublishEvent(Now, "network", action, network.Id.Value) { Attributes = attributes });
    }
}
