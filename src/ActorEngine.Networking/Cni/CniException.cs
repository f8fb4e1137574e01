namespace ActorEngine.Networking;

/// <summary>A CNI configuration cannot be used, or a plugin refused; the message says which and why.</summary>
internal sealed class CniException(string message) : IOException(message);
