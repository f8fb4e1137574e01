namespace ActorEngine.Contracts;

/// <summary>All later requests of this connection go to another node. Answer: <see cref="Done"/>, or a fault NotFound.</summary>
/// <param name="Node">A name from the engine's configuration.</param>
public sealed record SelectNode(string Node) : ICommand;

/// <summary>Lists the nodes that this engine reaches. Answer: <see cref="NodeList"/>.</summary>
public sealed record ListNodes : IQuery;

/// <summary>Answer to <see cref="ListNodes"/>.</summary>
public sealed record NodeList(IReadOnlyList<NodeSummary> Nodes) : IReply;

/// <summary>A row of <c>nodes</c>.</summary>
public sealed record NodeSummary(string Name, string Address, NodeState State)
{
    /// <summary>Whom the node knows this engine as; empty while there is no session.</summary>
    public string Subject { get; init => field = value ?? ""; } = "";
    public IReadOnlyList<string> Rights { get; init => field = value ?? []; } = [];
    public string EngineId { get; init => field = value ?? ""; } = "";
    public string EngineVersion { get; init => field = value ?? ""; } = "";
    /// <summary>Since when it is in this state.</summary>
    public DateTimeOffset Since { get; init; }
    /// <summary>Why there is no session.</summary>
    public string Reason { get; init => field = value ?? ""; } = "";
}

/// <summary>How a node can be reached.</summary>
public enum NodeState
{
    /// <summary>A session is being opened.</summary>
    Connecting = 0,
    /// <summary>A session stands.</summary>
    Reachable = 1,
    /// <summary>It does not answer.</summary>
    Unreachable = 2,
    /// <summary>It answers, and refuses.</summary>
    Refused = 3,
}
