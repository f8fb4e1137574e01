using System.Diagnostics.CodeAnalysis;

namespace Akka.Util.Reflection;

/// <summary>Instances of types that configuration names.</summary>
internal static class ConfiguredTypes
{
    /// <summary>Calls the public constructor that takes these arguments.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "Types named in configuration are rooted by the application that names them.")]
    public static object Create(Type type, params object[] arguments) =>
        Activator.CreateInstance(type, arguments) ?? throw new TypeLoadException($"Could not create an instance of [{type}].");

    /// <summary>The interfaces of a type, among them its mailbox requirement.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An actor type in use keeps its interfaces.")]
    public static Type[] Interfaces(Type type) => type.GetInterfaces();
}
