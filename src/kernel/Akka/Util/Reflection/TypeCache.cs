using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Akka.Util.Reflection;

/// <summary>
/// Resolves the type names of configuration and manifests. Names written for the published assemblies
/// (<c>Akka.Persistence.Journal.X, Akka.Persistence</c>) find the types of this kernel's assemblies.
/// </summary>
public static class TypeCache
{
    private const string AssemblyPrefix = "ActorEngine.Kernel.";
    private static readonly ConcurrentDictionary<string, Type> Known = new();

    /// <summary>The type of that name.</summary>
    /// <exception cref="TypeLoadException">No assembly has the type.</exception>
    public static Type GetType(string typeName) =>
        Find(typeName) ?? throw new TypeLoadException($"Could not load type [{typeName}].");

    /// <summary>The type of that name, or null.</summary>
    internal static Type? Find(string typeName)
    {
        if (Known.TryGetValue(typeName, out var known))
            return known;
        var type = Resolve(typeName);
        if (type is not null)
            Known.TryAdd(typeName, type);
        return type;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2057", Justification = "Types named in configuration are rooted by the application that names them.")]
    private static Type? Resolve(string typeName) =>
        Type.GetType(typeName, FindAssembly, FindInAssembly, throwOnError: false);

    private static Assembly? FindAssembly(AssemblyName name)
    {
        string?[] candidates = IsAkka(name.Name) ? [AssemblyPrefix + name.Name, name.Name] : [name.Name];
        foreach (var candidate in candidates)
        {
            if (candidate is null) continue;
            try
            {
                return Assembly.Load(new AssemblyName(candidate));
            }
            catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException)
            {
                // The next candidate may exist.
            }
        }

        return null;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Types named in configuration are rooted by the application that names them.")]
    [UnconditionalSuppressMessage("Trimming", "IL2057", Justification = "Types named in configuration are rooted by the application that names them.")]
    private static Type? FindInAssembly(Assembly? assembly, string name, bool ignoreCase) => assembly is null
        ? typeof(TypeCache).Assembly.GetType(name, false, ignoreCase) ?? Type.GetType(name, false) ?? FindLoaded(name)
        : assembly.GetType(name, false, ignoreCase);

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Types named in configuration are rooted by the application that names them.")]
    private static Type? FindLoaded(string name)
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (IsAkka(assembly.GetName().Name?.Replace(AssemblyPrefix, "", StringComparison.Ordinal)) && assembly.GetType(name, false) is { } type)
                return type;
        }

        return null;
    }

    private static bool IsAkka(string? name) =>
        name is not null && (name == "Akka" || name.StartsWith("Akka.", StringComparison.Ordinal));
}
