namespace ActorEngine.Networking;

/// <summary>
/// What the actor asks of the kernel. Calls are carried out one after the other on a thread of their own, in the order they were made; each
/// is given the state that is wanted by then, and makes the part it is about so.
/// </summary>
internal interface INetworkKernel : IDisposable
{
    /// <summary>Compares what is wanted with what is there and writes the difference. Answers a sentence for each thing that was amiss.</summary>
    Task<IReadOnlyList<string>> ReconcileAsync(NetworksState state);

    /// <summary>Subnets that the host has routes to.</summary>
    Task<IReadOnlyList<Subnet>> RoutesAsync();

    /// <summary>The CNI configuration list of a name, as text.</summary>
    Task<string> ConfigurationAsync(string name);

    /// <summary>Makes these the names that are answered.</summary>
    Task NameAsync(NetworksState state, string zone);

    /// <summary>Names of networks that were made can be asked for.</summary>
    bool AnswersNames { get; }

    Task AddNetworkAsync(NetworksState state, NetworkRecord network);

    Task RemoveNetworkAsync(NetworksState state, NetworkRecord network);

    /// <summary>Makes the namespace of a run with all its links, and publishes its ports. What is there already stays. Answers it with the addresses that others gave.</summary>
    Task<Attachment> AttachAsync(NetworksState state, Attachment attachment);

    Task DetachAsync(NetworksState state, Attachment attachment);

    /// <summary>Adds or removes links and ports of a running container. Answers what it has then.</summary>
    Task<Attachment> ChangeAsync(NetworksState state, Attachment before, Attachment after);

    /// <summary>Writes rules again that another program removed. Answers a sentence where it did.</summary>
    Task<IReadOnlyList<string>> CheckAsync(NetworksState state);
}
