namespace Akka.Actor.Internal;

/// <summary>An actor that sets itself up after construction.</summary>
public interface IInitializableActor
{
    void Init();
}
