using Akka.Actor;

namespace Akka.Util;

/// <summary>What a serializer writes in place of an object that is bound to its actor system.</summary>
public interface ISurrogate
{
    /// <summary>Rebuilds the object inside the given system.</summary>
    ISurrogated FromSurrogate(ActorSystem system);
}

/// <summary>An object that a serializer replaces by its surrogate.</summary>
public interface ISurrogated
{
    /// <summary>The plain form of this object for the wire.</summary>
    ISurrogate ToSurrogate(ActorSystem system);
}
