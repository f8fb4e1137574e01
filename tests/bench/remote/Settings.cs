using Akka.Configuration;

namespace RemoteFigures;

internal static class Settings
{
    public static Config For(string? certificates) => ConfigurationFactory.ParseString($$"""
        akka.loglevel = WARNING
        akka.log-dead-letters = off
        akka.actor.provider = remote
        akka.remote.dot-netty.tcp {
          hostname = 127.0.0.1
          port = 0
          enable-ssl = {{(certificates is null ? "off" : "on")}}
          ssl.certificate { path = "{{certificates}}/node.pfx", password = "figures" }
          ssl.suppress-validation = {{(KernelIsUsed ? "off" : "on")}}
        }
        akka.remote.kernel.trusted-certificates = "{{certificates}}/authority.pem"
        """);

    // The published package takes the machine's authorities only; its handshake costs the same without the check.
    private static bool KernelIsUsed => typeof(Akka.Actor.ActorSystem).Assembly.GetName().Name!.Contains("Kernel", StringComparison.Ordinal);
}
