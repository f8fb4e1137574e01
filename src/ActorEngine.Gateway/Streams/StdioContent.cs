using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Streams;

/// <summary>Content types of stdio streams.</summary>
internal static class StdioContent
{
    public const string Raw = "application/vnd.docker.raw-stream", Multiplexed = "application/vnd.docker.multiplexed-stream";

    /// <summary>A terminal's bytes as they are; else frames, which have a type of their own from 1.42 on.</summary>
    public static string Of(ApiVersion version, bool terminal) => !terminal && version.Has(1, 42) ? Multiplexed : Raw;
}
