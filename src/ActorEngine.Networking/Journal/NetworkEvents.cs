using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>What the journal of the networks holds. Each is written before the kernel is told; fields are only ever added.</summary>
internal interface INetworkEvent;

internal sealed record NetworkMadeEvent(NetworkRecord Network) : INetworkEvent;

internal sealed record NetworkRemovedEvent(NetworkId Id) : INetworkEvent;

/// <summary>A run of a container has these addresses and ports; also written when they change.</summary>
internal sealed record AttachedEvent(Attachment Attachment) : INetworkEvent;

/// <summary>The run has ended.</summary>
internal sealed record DetachedEvent(ContainerId Container) : INetworkEvent;

internal sealed record MembershipEvent(Membership Membership) : INetworkEvent;

/// <summary>The container is gone.</summary>
internal sealed record ForgottenEvent(ContainerId Container) : INetworkEvent;

/// <summary>All of it.</summary>
internal sealed record NetworksSnapshot(IReadOnlyList<NetworkRecord> Networks, IReadOnlyList<Attachment> Attached, IReadOnlyList<Membership> Memberships)
{
    public static NetworksSnapshot Of(NetworksState state) => new([.. state.Networks.Values], [.. state.Attached.Values], [.. state.Memberships.Values]);

    public NetworksState Restore()
    {
        NetworksState state = NetworksState.Empty;
        foreach (NetworkRecord network in Networks) state = state.Apply(new NetworkMadeEvent(network));
        foreach (Attachment attachment in Attached) state = state.Apply(new AttachedEvent(attachment));
        foreach (Membership membership in Memberships) state = state.Apply(new MembershipEvent(membership));
        return state;
    }
}

/// <summary>Compile-time JSON of the records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(NetworkMadeEvent))]
[JsonSerializable(typeof(NetworkRemovedEvent))]
[JsonSerializable(typeof(AttachedEvent))]
[JsonSerializable(typeof(DetachedEvent))]
[JsonSerializable(typeof(MembershipEvent))]
[JsonSerializable(typeof(ForgottenEvent))]
[JsonSerializable(typeof(NetworksSnapshot))]
internal sealed partial class NetworksJson : JsonSerializerContext;

/// <summary>What this feature writes into the journal, for registration with the engine's serializer.</summary>
public static class NetworksJournal
{
    /// <summary>Manifests, types and JSON metadata.</summary>
    public static IReadOnlyList<MessageType> Types { get; } =
    [
        Of("networks.made/1", static () => NetworksJson.Default.NetworkMadeEvent),
        Of("networks.removed/1", static () => NetworksJson.Default.NetworkRemovedEvent),
        Of("networks.attached/1", static () => NetworksJson.Default.AttachedEvent),
        Of("networks.detached/1", static () => NetworksJson.Default.DetachedEvent),
        Of("networks.membership/1", static () => NetworksJson.Default.MembershipEvent),
        Of("networks.forgotten/1", static () => NetworksJson.Default.ForgottenEvent),
        Of("networks.snapshot/1", static () => NetworksJson.Default.NetworksSnapshot),
    ];

    private static MessageType Of<T>(string manifest, Func<JsonTypeInfo<T>> json) => new(manifest, typeof(T), json);
}
