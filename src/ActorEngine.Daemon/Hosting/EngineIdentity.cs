using System.Reflection;
using System.Runtime.InteropServices;
using ActorEngine.Contracts;
using ActorEngine.Transport;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>Who this engine is.</summary>
/// <param name="Id">Random, made with the state directory.</param>
internal sealed record EngineIdentity(string Id, DateTimeOffset StartedAt)
{
    /// <summary>Answer to <see cref="GetVersion"/>.</summary>
    public static EngineVersion Version { get; } = new(ProductVersion.Text, ProtocolLimits.Version)
    {
        AkkaSource = AkkaSource(),
        Framework = RuntimeInformation.FrameworkDescription,
        KernelVersion = Environment.OSVersion.Version.ToString(3),
        Architecture = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(),
    };

    private static string AkkaSource()
    {
        var assembly = typeof(ActorSystem).Assembly;
        string version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? assembly.GetName().Version?.ToString(3) ?? "";
        return $"{(assembly.GetName().Name == "Akka" ? "nuget" : "kernel")} {version}";
    }
}
