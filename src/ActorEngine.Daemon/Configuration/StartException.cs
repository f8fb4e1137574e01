namespace ActorEngine.Daemon;

/// <summary>The engine cannot start; the message tells an operator why and what to do.</summary>
internal sealed class StartException(string message, Exception? cause = null) : Exception(message, cause);
