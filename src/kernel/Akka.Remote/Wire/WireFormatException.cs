using Akka.Actor;

namespace Akka.Remote.Wire;

/// <summary>Bytes from a peer are not what the protocol says.</summary>
internal sealed class WireFormatException(string message) : AkkaException(message);
