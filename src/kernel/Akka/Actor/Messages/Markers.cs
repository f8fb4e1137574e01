namespace Akka.Actor;

/// <summary>A message that the library handles itself before the actor sees it.</summary>
public interface IAutoReceivedMessage;

/// <summary>A message that untrusted senders must not be allowed to send.</summary>
public interface IPossiblyHarmful;

/// <summary>A message that leaves a running receive timeout alone.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>A message that the serialize-messages check leaves alone.</summary>
public interface INoSerializationVerificationNeeded;

/// <summary>An actor whose messages are logged when akka.actor.debug.receive is on.</summary>
public interface ILogReceive;
