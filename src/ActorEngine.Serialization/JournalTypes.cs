using System.Collections.Frozen;
using ActorEngine.Contracts;

namespace ActorEngine.Serialization;

/// <summary>
/// What may be serialized: the messages of the contract and the journal records that features register before the actor
/// system starts. Nothing else can be written or read.
/// </summary>
public static class JournalTypes
{
    private static readonly Lock Gate = new();
    private static Tables tables = new(MessageRegistry.All);

    /// <summary>Adds a feature's journal records. Adding the same again is harmless.</summary>
    /// <exception cref="ArgumentException">A manifest or a type is taken by another record.</exception>
    public static void Register(IReadOnlyCollection<MessageType> types)
    {
        lock (Gate)
        {
            var fresh = types.Where(type => !IsKnown(type)).ToList();
            if (fresh.Count > 0) tables = new Tables([.. tables.ByManifest.Values, .. fresh]);
        }
    }

    internal static MessageType? Find(string manifest) => tables.ByManifest.GetValueOrDefault(manifest);

    internal static MessageType? Find(Type type) => tables.ByType.GetValueOrDefault(type);

    private static bool IsKnown(MessageType type)
    {
        var (byManifest, byType) = (Find(type.Manifest), Find(type.Type));
        if (byManifest is null && byType is null) return false;
        return byManifest?.Type == type.Type
            ? true
            : throw new ArgumentException($"{type.Type.Name} cannot be registered as '{type.Manifest}': {(byManifest ?? byType)!.Type.Name} is '{(byManifest ?? byType)!.Manifest}' already.");
    }

    private sealed class Tables(IReadOnlyCollection<MessageType> types)
    {
        public readonly FrozenDictionary<string, MessageType> ByManifest = types.ToFrozenDictionary(type => type.Manifest);
        public readonly FrozenDictionary<Type, MessageType> ByType = types.ToFrozenDictionary(type => type.Type);
    }
}
