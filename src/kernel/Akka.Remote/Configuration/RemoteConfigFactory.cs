using Akka.Configuration;

namespace Akka.Remote.Configuration;

/// <summary>The settings that a remote system falls back to.</summary>
internal static class RemoteConfigFactory
{
    public static Config Default() => ConfigurationFactory.FromResource("Akka.Remote.Configuration.remote.conf", typeof(RemoteConfigFactory).Assembly);
}
