using Akka.Actor;
using Akka.Configuration;

namespace ActorEngine.Benchmarks.Kernel;

/// <summary>Actor systems that log nothing.</summary>
internal static class QuietSystem
{
    public const string Hocon = "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }";

    public static ActorSystem Create(string hocon = "") =>
        ActorSystem.Create("figures", ConfigurationFactory.ParseString(hocon).WithFallback(ConfigurationFactory.ParseString(Hocon)));
}
