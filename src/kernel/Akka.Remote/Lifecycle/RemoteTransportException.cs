using Akka.Actor;

namespace Akka.Remote;

/// <summary>Remoting could not be started, or a connection failed.</summary>
public class RemoteTransportException(string message, Exception? cause = null) : AkkaException(message, cause);

/// <summary>A message is larger than maximum-frame-size allows.</summary>
internal sealed class OversizedPayloadException(string message) : AkkaException(message);
