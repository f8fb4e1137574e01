using Akka.Actor;
using Akka.Configuration;
using Akka.Util.Reflection;

namespace Akka.Remote;

/// <summary>Makes the failure detector that configuration names.</summary>
public static class FailureDetectorLoader
{
    /// <exception cref="ConfigurationException">There is no such type.</exception>
    public static FailureDetector Load(string fqcn, Config config, ActorSystem system)
    {
        var type = TypeCache.Find(fqcn) ?? throw new ConfigurationException($"Could not create custom FailureDetector {fqcn}");
        if (type == typeof(PhiAccrualFailureDetector))
            return new PhiAccrualFailureDetector(config, system.EventStream);
        return type == typeof(DeadlineFailureDetector)
            ? new DeadlineFailureDetector(config, system.EventStream)
            : (FailureDetector)ConfiguredTypes.Create(type, config, system.EventStream);
    }

    public static FailureDetector LoadFailureDetector(this IActorContext context, string fqcn, Config config) => Load(fqcn, config, context.System);
}
