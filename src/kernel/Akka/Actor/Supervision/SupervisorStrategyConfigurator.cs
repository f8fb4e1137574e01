using Akka.Configuration;
using Akka.Util.Reflection;

namespace Akka.Actor;

/// <summary>Gives the strategy of the user guardian; named by akka.actor.guardian-supervisor-strategy.</summary>
public abstract class SupervisorStrategyConfigurator
{
    public abstract SupervisorStrategy Create();

    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName)
    {
        switch (typeName)
        {
            case "Akka.Actor.DefaultSupervisorStrategy":
                return new DefaultSupervisorStrategy();
            case "Akka.Actor.StoppingSupervisorStrategy":
                return new StoppingSupervisorStrategy();
            case null:
                throw new ConfigurationException("Could not resolve SupervisorStrategyConfigurator. typeName is null");
            default:
                var type = TypeCache.Find(typeName) ?? throw new ConfigurationException(
                    $"Could not resolve SupervisorStrategyConfigurator type {typeName}");
                return (SupervisorStrategyConfigurator)ConfiguredTypes.Create(type);
        }
    }
}

/// <summary>The default strategy.</summary>
public class DefaultSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.DefaultStrategy;
}

/// <summary>Stops whatever fails.</summary>
public class StoppingSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.StoppingStrategy;
}
