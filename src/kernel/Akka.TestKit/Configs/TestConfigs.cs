using Akka.Configuration;

namespace Akka.TestKit.Configs;

/// <summary>Configurations that tests ask for by name.</summary>
public static class TestConfigs
{
    public static Config DefaultConfig => TestKitBase.DefaultConfig;

    /// <summary>As the default, with the scheduler of virtual time.</summary>
    public static Config TestSchedulerConfig { get; } = ConfigurationFactory
        .ParseString("""akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
        .WithFallback(TestKitBase.DefaultConfig);
}
