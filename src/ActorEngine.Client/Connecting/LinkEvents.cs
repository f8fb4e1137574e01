using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>A session with the engine stands (again). Told to watchers of containers and subscribers of the link.</summary>
/// <param name="Address">The engine's address as given to <see cref="ContainerEngine.Connect"/>.</param>
/// <param name="Session">What the engine said of itself and of the client's rights.</param>
public sealed record NodeReachable(string Address, SessionOpened Session);

/// <summary>The session with the engine ended, or none comes about. Says nothing about containers: they may well go on.</summary>
/// <param name="Address">The engine's address.</param>
/// <param name="Reason">One sentence for a person.</param>
/// <param name="Fault">What the engine refused with; null where it does not answer.</param>
public sealed record NodeUnreachable(string Address, string Reason, Fault? Fault);
