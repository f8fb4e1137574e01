using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Volumes;

/// <summary>What the journal holds, what readers see, what others are told.</summary>
public sealed partial class VolumesActor
{
    /// <inheritdoc />
    protected override void Apply(object change) => state = state.Apply((IVolumeEvent)change);

    /// <inheritdoc />
    protected override object Snapshot() => VolumesSnapshot.Of(state);

    /// <inheritdoc />
    protected override void Show()
    {
        services.Projection.State = state;
        services.States.Set(path, nameof(VolumesActor), $"{state.Volumes.Count} volumes, {state.Claims.Count} containers");
    }

    private void Publish(string action, VolumeRecord volume, IEnumerable<KeyValuePair<string, string>>? more = null)
    {
        var attributes = new Dictionary<string, string>(volume.Labels) { ["driver"] = volume.Driver };
        foreach ((string key, string value) in more ?? []) attributes[key] = value;
        services.Events.Tell(new PublishEvent(Now, "volume", action, volume.Name.Value) { Attributes = attributes });
    }
}
