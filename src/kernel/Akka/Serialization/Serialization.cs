using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Util;
using Akka.Util.Reflection;

namespace Akka.Serialization;

/// <summary>The serializers of a system, by number and by the types they are bound to.</summary>
public partial class Serialization
{
    private readonly ConcurrentDictionary<Type, Serializer> _byType = new();
    private readonly ConcurrentDictionary<Type, Serializer> _bound = new();
    private readonly ConcurrentDictionary<int, Serializer> _byId = new();
    private readonly ConcurrentDictionary<string, Serializer> _byName = new();
    private readonly NullSerializer _nullSerializer;

    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        _nullSerializer = new NullSerializer(system);
        AddSerializer("null", _nullSerializer);
        var config = system.Settings.Config;
        AddConfigured(config.GetConfig("akka.actor.serializers"), config.GetConfig("akka.actor.serialization-settings"));
        var details = system.Settings.Setup.Get<SerializationSetup>().Select(s => s.CreateSerializers(system)).GetOrElse([]);
        foreach (var detail in details)
            AddSerializer(detail.Alias, detail.Serializer);
        AddBindings(config.GetConfig("akka.actor.serialization-bindings"));
        foreach (var detail in details)
        {
            foreach (var type in detail.UseFor)
                AddSerializationMap(type, detail.Serializer);
        }

        if (!_bound.ContainsKey(typeof(object)))
            AddSerializationMap(typeof(object), new UnregisteredTypeSerializer(system));
    }

    public ExtendedActorSystem System { get; }

    /// <summary>The manifest that goes with the bytes; empty when the serializer needs none.</summary>
    public static string ManifestFor(Serializer s, object msg) => s switch
    {
        SerializerWithStringManifest withManifest => withManifest.Manifest(msg),
        { IncludeManifest: true } => msg.GetType().TypeQualifiedName(),
        _ => string.Empty,
    };

    public void AddSerializer(string name, Serializer serializer)
    {
        if (_byId.TryGetValue(serializer.Identifier, out var other) && other.GetType() != serializer.GetType())
            WarnOverride($"Serializer with identifier [{serializer.Identifier}]", other, serializer);
        if (_byName.TryGetValue(name, out other) && other.GetType() != serializer.GetType())
            WarnOverride($"Serializer with name [{name}]", other, serializer);
        _byId[serializer.Identifier] = serializer;
        _byName[name] = serializer;
    }

    /// <summary>Binds a type and all that derive from it.</summary>
    public void AddSerializationMap(Type type, Serializer serializer)
    {
        if (_bound.TryGetValue(type, out var other) && other.GetType() != serializer.GetType())
            WarnOverride($"Serializer for type [{type}]", other, serializer);
        _bound[type] = serializer;
        _byType.Clear();
    }

    public byte[] Serialize(object o) =>
        WithTransport(System, (Self: this, o), static state => state.Self.FindSerializerFor(state.o).ToBinary(state.o));

    public object Deserialize(byte[] bytes, int serializerId, Type type) =>
        WithTransport(System, (Serializer: ById(serializerId, $"class [{type?.Name}]"), bytes, type), static state => state.Serializer.FromBinary(state.bytes, state.type!));

    public object Deserialize(byte[] bytes, int serializerId, string manifest)
    {
        var serializer = ById(serializerId, $"manifest [{manifest}]");
        return WithTransport(System, (serializer, bytes, manifest), static state =>
        {
            if (state.serializer is SerializerWithStringManifest withManifest)
                return withManifest.FromBinary(state.bytes, state.manifest);
            var type = string.IsNullOrEmpty(state.manifest) ? null : TypeCache.Find(state.manifest) ?? throw new SerializationException(
                $"Cannot find manifest class [{state.manifest}] for serializer with id [{state.serializer.Identifier}].");
            return state.serializer.FromBinary(state.bytes, type!);
        });
    }

    public Serializer FindSerializerFor(object? obj, string? defaultSerializerName = null) =>
        obj is null ? _nullSerializer : FindSerializerForType(obj.GetType(), defaultSerializerName);

    /// <summary>The serializer bound to the type, to a type it derives from, or to System.Object.</summary>
    public Serializer FindSerializerForType(Type objectType, string? defaultSerializerName = null)
    {
        if (_byType.TryGetValue(objectType, out var known))
            return known;
        var found = MostSpecific(objectType)
            ?? (defaultSerializerName is not null && _byName.TryGetValue(defaultSerializerName, out var named) ? named : null)
            ?? (_bound.TryGetValue(typeof(object), out var standard) ? standard : null)
            ?? throw new SerializationException($"Serializer not found for type {objectType.Name}");
        _byType[objectType] = found;
        return found;
    }

    public IActorRef DeserializeActorRef(string path) => System.Provider.ResolveActorRef(path);

    /// <summary>The serializer of that number, or null.</summary>
    internal Serializer? SerializerById(int id) => _byId.GetValueOrDefault(id);

    /// <summary>The type of that manifest, when it is bound to the serializer by itself; nothing is loaded to find it.</summary>
    internal Type? TypeBoundTo(Serializer serializer, string manifest)
    {
        foreach (var (type, bound) in _bound)
        {
            if (ReferenceEquals(bound, serializer) && type.TypeQualifiedName() == manifest)
                return type;
        }

        return null;
    }

    private Serializer? MostSpecific(Type type)
    {
        if (_bound.TryGetValue(type, out var exact))
            return exact;
        KeyValuePair<Type, Serializer>? best = null;
        foreach (var binding in _bound)
        {
            if (binding.Key != typeof(object) && binding.Key.IsAssignableFrom(type) && (best is null || best.Value.Key.IsAssignableFrom(binding.Key)))
                best = binding;
        }

        return best?.Value;
    }

    private Serializer ById(int id, string what) => _byId.TryGetValue(id, out var serializer)
        ? serializer
        : throw new SerializationException($"Cannot find serializer with id [{id}] ({what}). The most probable reason is that the configuration entry 'akka.actor.serializers' is not in sync between the two systems.");

    private void AddConfigured(Config serializers, Config settings)
    {
        foreach (var (name, value) in serializers.AsEnumerable())
        {
            var typeName = value.GetString();
            if (TypeCache.Find(typeName) is not { } type)
            {
                if (MayBeTrimmedAway(name)) continue;
                System.Log.Warning("The type name for serializer '{0}' did not resolve to an actual Type: '{1}'", name, typeName);
                continue;
            }

            var section = settings.GetConfig(name);
            AddSerializer(name, (Serializer)(section.IsNullOrEmpty()
                ? ConfiguredTypes.Create(type, System)
                : ConfiguredTypes.Create(type, System, section)));
        }
    }

    private void AddBindings(Config bindings)
    {
        foreach (var (typeName, value) in bindings.AsEnumerable())
        {
            var name = value.GetString();
            if (TypeCache.Find(typeName) is not { } type)
                System.Log.Warning("The type name for message/serializer binding '{0}' did not resolve to an actual Type: '{1}'", name, typeName);
            else if (!_byName.TryGetValue(name, out var serializer) && !MayBeTrimmedAway(name))
                System.Log.Warning("Serialization binding to non existing serializer: '{0}'", name);
            else if (serializer is not null)
                AddSerializationMap(type, serializer);
        }
    }

    /// <summary>The serializer that works by reflection is no part of a program compiled ahead of time, unless that keeps it.</summary>
    private static bool MayBeTrimmedAway(string name) => name == "json" && !RuntimeFeature.IsDynamicCodeSupported;

    private void WarnOverride(string what, Serializer from, Serializer to)
    {
        if (System.Settings.LogSerializerOverrideOnStart)
            System.Settings.StdoutLogger.Tell(new Warning(nameof(Serialization), typeof(Serialization), $"{what} are being overriden from [{from.GetType()}] to [{to.GetType()}]. Did you mean to do this?"), ActorRefs.NoSender);
    }
}
