using ActorEngine.Contracts;

namespace ActorEngine.Stats;

/// <summary>Asks for the use of these containers; those that do not run get zeros. Answer: <see cref="StatsSnapshot"/>.</summary>
public sealed record ReadStats(IReadOnlyList<ContainerView> Containers) : INodeMessage;
