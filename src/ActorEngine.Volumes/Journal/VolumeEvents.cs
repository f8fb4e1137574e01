using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ActorEngine.Contracts;

namespace ActorEngine.Volumes;

/// <summary>What the journal of the volumes holds. References are written before anything is mounted; fields are only ever added.</summary>
internal interface IVolumeEvent;

internal sealed record VolumeMadeEvent(VolumeRecord Volume) : IVolumeEvent;

internal sealed record VolumeRemovedEvent(VolumeName Name) : IVolumeEvent;

/// <summary>A container has these mounts from now on.</summary>
internal sealed record ClaimedEvent(Claim Claim) : IVolumeEvent;

/// <summary>The container is gone.</summary>
internal sealed record ReleasedEvent(ContainerId Container) : IVolumeEvent;

/// <summary>Intent: these volumes are about to be mounted.</summary>
internal sealed record UsedEvent(Use Use) : IVolumeEvent;

/// <summary>They are not needed any more.</summary>
internal sealed record UnusedEvent(string Key) : IVolumeEvent;

/// <summary>All of it.</summary>
internal sealed record VolumesSnapshot(IReadOnlyList<VolumeRecord> Volumes, IReadOnlyList<Claim> Claims, IReadOnlyList<Use> Uses)
{
    public static VolumesSnapshot Of(VolumesState state) => new([.. state.Volumes.Values], [.. state.Claims.Values], [.. state.Uses.Values]);

    public VolumesState Restore()
    {
        VolumesState state = VolumesState.Empty;
        foreach (VolumeRecord volume in Volumes) state = state.Apply(new VolumeMadeEvent(volume));
        foreach (Claim claim in Claims) state = state.Apply(new ClaimedEvent(claim));
        foreach (Use use in Uses) state = state.Apply(new UsedEvent(use));
        return state;
    }
}

/// <summary>Compile-time JSON of the records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(VolumeMadeEvent))]
[JsonSerializable(typeof(VolumeRemovedEvent))]
[JsonSerializable(typeof(ClaimedEvent))]
[JsonSerializable(typeof(ReleasedEvent))]
[JsonSerializable(typeof(UsedEvent))]
[JsonSerializable(typeof(UnusedEvent))]
[JsonSerializable(typeof(VolumesSnapshot))]
internal sealed partial class VolumesJson : JsonSerializerContext;

/// <summary>What this feature writes into the journal, for registration with the engine's serializer.</summary>
public static class VolumesJournal
{
    /// <summary>Manifests, types and JSON metadata.</summary>
    public static IReadOnlyList<MessageType> Types { get; } =
    [
        Of("volumes.made/1", static () => VolumesJson.Default.VolumeMadeEvent),
        Of("volumes.removed/1", static () => VolumesJson.Default.VolumeRemovedEvent),
        Of("volumes.claimed/1", static () => VolumesJson.Default.ClaimedEvent),
        Of("volumes.released/1", static () => VolumesJson.Default.ReleasedEvent),
        Of("volumes.used/1", static () => VolumesJson.Default.UsedEvent),
        Of("volumes.unused/1", static () => VolumesJson.Default.UnusedEvent),
        Of("volumes.snapshot/1", static () => VolumesJson.Default.VolumesSnapshot),
    ];

    private static MessageType Of<T>(string manifest, Func<JsonTypeInfo<T>> json) => new(manifest, typeof(T), json);
}
