namespace ActorEngine.Shim.Protocol;

/// <summary>Bytes that are no frame, or a payload that does not fit its kind. The connection cannot go on.</summary>
public sealed class ProtocolException(string message) : Exception(message);
