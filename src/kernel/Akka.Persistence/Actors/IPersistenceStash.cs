using Akka.Actor;

namespace Akka.Persistence;

/// <summary>An actor whose commands wait in a stash while its events are stored.</summary>
public interface IPersistenceStash : IWithUnboundedStash
{
    IStashOverflowStrategy InternalStashOverflowStrategy { get; }
}

/// <summary>An actor that says how it recovers.</summary>
public interface IPersistenceRecovery
{
    Recovery Recovery { get; }
}
