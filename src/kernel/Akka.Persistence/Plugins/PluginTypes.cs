using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;
using Akka.Persistence.Snapshot;

namespace Akka.Persistence;

/// <summary>
/// Makes what configuration names by class. Plugins of this kernel are known to the compiler, so that trimming keeps
/// them; others are found by reflection and must be kept by the application that names them.
/// </summary>
internal static class PluginTypes
{
    private const string NamedByApplication = "Types named in configuration are rooted by the application that names them.";

    private static readonly ConcurrentDictionary<Type, Func<Config, ActorBase>> Plugins = new()
    {
        [typeof(MemoryJournal)] = _ => new MemoryJournal(),
        [typeof(SharedMemoryJournal)] = _ => new SharedMemoryJournal(),
        [typeof(MemorySnapshotStore)] = _ => new MemorySnapshotStore(),
        [typeof(LocalSnapshotStore)] = _ => new LocalSnapshotStore(),
        [typeof(NoSnapshotStore)] = _ => new NoSnapshotStore(),
    };

    public static void Register<T>(Func<Config, T> create)
        where T : ActorBase => Plugins[typeof(T)] = config => create(config);

    public static ActorBase CreatePlugin(Type type, Config config) =>
        Plugins.TryGetValue(type, out var create) ? create(config) : (ActorBase)Construct(type, config);

    public static T Create<T>(Type type, params object[] arguments)
        where T : class =>
        typeof(T).IsAssignableFrom(type)
            ? (T)Construct(type, arguments)
            : throw new ArgumentException($"{type} is not a {typeof(T)}");

    /// <summary>By the constructor that takes the arguments, else by the one that takes none.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = NamedByApplication)]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = NamedByApplication)]
    private static object Construct(Type type, params object[] arguments)
    {
        foreach (var constructor in type.GetConstructors())
        {
            var parameters = constructor.GetParameters();
            if (parameters.Length == arguments.Length
                && parameters.Zip(arguments).All(pair => pair.First.ParameterType.IsInstanceOfType(pair.Second)))
                return constructor.Invoke(arguments);
        }

        return Activator.CreateInstance(type)!;
    }
}
