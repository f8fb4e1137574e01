using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Akka.Util;

/// <summary>Questions about types that the actor library asks often.</summary>
public static partial class TypeExtensions
{
    private static readonly ConcurrentDictionary<Type, string> ShortNames = new();

    public static bool Implements<T>(this Type type) => Implements(type, typeof(T));

    public static bool Implements(this Type type, Type moreGeneralType) => moreGeneralType.IsAssignableFrom(type);

    /// <summary>
    /// The name with the assembly but without its version, culture and key, as manifests carry it. The assemblies
    /// of this kernel are named as the published ones are, so that either can read the other's manifests.
    /// </summary>
    public static string TypeQualifiedName(this Type type) => ShortNames.GetOrAdd(
        type, static t => AssemblyDetails().Replace(t.AssemblyQualifiedName ?? t.ToString(), "").Replace(", ActorEngine.Kernel.", ", ", StringComparison.Ordinal));

    [GeneratedRegex(@", Version=[^,\]]+, Culture=[^,\]]+, PublicKeyToken=[^,\]]+")]
    private static partial Regex AssemblyDetails();
}
