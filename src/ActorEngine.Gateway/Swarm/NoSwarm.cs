using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Swarm;

/// <summary>What this node answers to whatever is about a Swarm: it is in none.</summary>
internal static class NoSwarm
{
    /// <summary>Docker's words, which clients know.</summary>
    public const string Message = "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again.";

    public static Task RefuseAsync(Call call) => throw new ApiException(503, Message);

    /// <summary>Answers those that would make or enter one.</summary>
    public static Task NotSupportedAsync(Call call) => throw new ApiException(501, "this engine takes no part in swarms");

    /// <summary>Answers a request to leave.</summary>
    public static Task NotInOneAsync(Call call) => throw new ApiException(503, "This node is not part of a swarm");
}
