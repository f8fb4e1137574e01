using System.Runtime.CompilerServices;
using ActorEngine.Contracts;
using ActorEngine.Logs;

namespace ActorEngine.Daemon;

/// <summary>Answers <see cref="BuildImage"/>: the builder takes the call over, and follows what its containers write.</summary>
internal static class BuildStream
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    public static async Task<IReply> RunAsync(EngineServices services, IEngineCall call) =>
        (IReply)await EngineEdge.AskAsync(services.Actors.Builder, new StartBuild(call), Patience, call.Cancelled).ConfigureAwait(false);

    /// <summary>What a container writes in its one run, which may be over already.</summary>
    public static async IAsyncEnumerable<StdioChunk> FollowAsync(EngineServices services, ContainerId container, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (services.Containers.Find(container) is not { } view) yield break;
        using var follower = RunFollower.Follow(services, view, new LogQuery { Streams = LogStreams.Stdout | LogStreams.Stderr, Follow = true }, lastIfOver: true);
        while (await follower.Reader.ReadChunkAsync(cancellation).ConfigureAwait(false) is { } chunk)
        {
            if (chunk.Note is null) yield return new StdioChunk(chunk.Stream == LogStreams.Stderr ? 2 : 1, chunk.Data);
        }
    }
}
