using ActorEngine.Contracts;

namespace ActorEngine.Projects;

/// <summary>One message to the engine and the words that tell of it.</summary>
/// <param name="Kind">network, volume or container.</param>
/// <param name="Name">Its name.</param>
/// <param name="Action">create, start, restart, stop or remove.</param>
internal sealed record Work(string Kind, string Name, string Action, IMessage Message);

/// <summary>Work that is done one after the other.</summary>
/// <param name="Service">Whose containers it is about; null = the project's own.</param>
internal sealed record WorkList(string? Service, IReadOnlyList<Work> Works);

/// <summary>Lists that are worked off side by side; the next stage begins when all are done.</summary>
internal sealed record Stage(IReadOnlyList<WorkList> Lists);
