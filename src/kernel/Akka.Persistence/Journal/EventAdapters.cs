using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Akka.Event;
using Akka.Pattern;
using Akka.Util.Reflection;

namespace Akka.Persistence.Journal;

/// <summary>Which adapter a journal uses for which type of event; the most specific binding wins.</summary>
public class EventAdapters
{
    private readonly ConcurrentDictionary<Type, IEventAdapter> _map;
    private readonly KeyValuePair<Type, IEventAdapter>[] _bindings;

    protected EventAdapters(
        ConcurrentDictionary<Type, IEventAdapter> map,
        IEnumerable<KeyValuePair<Type, IEventAdapter>> bindings,
        ILoggingAdapter log)
    {
        _map = map;
        _bindings = bindings.ToArray();
    }

    /// <summary>From the <c>event-adapters</c> and <c>event-adapter-bindings</c> of a journal's settings.</summary>
    public static EventAdapters Create(ExtendedActorSystem system, Config config)
    {
        var adapters = Section(config, "event-adapters")
            .ToDictionary(item => item.Key, item => Instantiate(item.Value.GetString(), system));
        var bindings = new List<KeyValuePair<Type, IEventAdapter>>();
        foreach (var (typeName, names) in Section(config, "event-adapter-bindings"))
        {
            var bound = (names.IsArray() ? names.GetStringList() : [names.GetString()]).Select(name => Named(typeName, name)).ToList();
            var type = TypeCache.GetType(typeName);
            var place = bindings.FindIndex(other => other.Key.IsAssignableFrom(type));
            bindings.Insert(place < 0 ? bindings.Count : place, new(type, Combine(bound)));
        }

        return new EventAdapters(new ConcurrentDictionary<Type, IEventAdapter>(), bindings, system.Log);

        IEventAdapter Named(string typeName, string name) => adapters.TryGetValue(name, out var adapter)
            ? adapter
            : throw new ArgumentException(
                $"{typeName} was bound to undefined event-adapter: {name} (known adapters: {string.Join(", ", adapters.Keys)})");
    }

    public IEventAdapter Get<T>() => Get(typeof(T));

    public virtual IEventAdapter Get(Type type) => _bindings.Length == 0
        ? IdentityEventAdapter.Instance
        : _map.GetOrAdd(type, static (t, bindings) => Find(t, bindings), _bindings);

    private static IEventAdapter Find(Type type, KeyValuePair<Type, IEventAdapter>[] bindings)
    {
        foreach (var (bound, adapter) in bindings)
            if (bound.IsAssignableFrom(type))
                return adapter;
        return IdentityEventAdapter.Instance;
    }

    private static IEnumerable<KeyValuePair<string, HoconValue>> Section(Config config, string path) =>
        config.GetConfig(path)?.AsEnumerable() ?? [];

    private static IEventAdapter Combine(List<IEventAdapter> adapters)
    {
        if (adapters.Count == 1) return adapters[0];
        var writers = adapters.Where(adapter => adapter is OneWayEventAdapter { Writes: true }).ToList();
        if (writers.Count > 1) throw new IllegalStateException("Cannot have multiple write adapters for a single adapter binding");
        var readers = new CombinedReadEventAdapter(adapters.Except(writers));
        return new OneWayEventAdapter(readers, writers.FirstOrDefault());
    }

    private static IEventAdapter Instantiate(string name, ExtendedActorSystem system)
    {
        var type = TypeCache.GetType(name);
        return PluginTypes.Create<object>(type, system) switch
        {
            IEventAdapter both => both,
            IWriteEventAdapter write => new OneWayEventAdapter(null, write),
            IReadEventAdapter read => new OneWayEventAdapter(read, null),
            _ => throw new ArgumentException($"Configured {name} does not implement any EventAdapter interface!"),
        };
    }
}
