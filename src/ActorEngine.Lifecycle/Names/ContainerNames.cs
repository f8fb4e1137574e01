using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Lifecycle;

/// <summary>Container names as people write them.</summary>
internal static class ContainerNames
{
    /// <summary>null when the name is good.</summary>
    public static Fault? Check(string name) => SettingsValidator.CheckName(name);

    /// <summary>The name without the slash that Docker clients put before it.</summary>
    public static string Trim(string name) => name.StartsWith('/') ? name[1..] : name;
}
