using System.Collections.Concurrent;
using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>Lets through what changes a layer's phase, and of the rest ten a second for each layer. Safe for all threads.</summary>
internal sealed class ProgressValve(TimeProvider time, Action<TransferProgress> target)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<Digest, (TransferPhase Phase, long At)> told = new();

    public void Tell(TransferProgress progress)
    {
        long now = time.GetTimestamp();
        if (told.TryGetValue(progress.Layer, out var last) && last.Phase == progress.Phase && time.GetElapsedTime(last.At, now) < Least) return;
        told[progress.Layer] = (progress.Phase, now);
        target(progress);
    }
}
