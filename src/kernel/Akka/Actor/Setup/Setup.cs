namespace Akka.Actor.Setup;

/// <summary>A piece of programmatic set-up of an actor system, one per type.</summary>
public abstract class Setup
{
    public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
}
