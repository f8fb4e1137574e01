using Akka.Actor;

namespace Akka.Remote.Associations;

/// <summary>A message from another system whose bytes are still to be read.</summary>
internal readonly record struct ArrivedMessage(IInternalActorRef Recipient, IActorRef? Sender, int SerializerId, string Manifest, byte[] Bytes);
