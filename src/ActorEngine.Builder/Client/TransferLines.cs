using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>What progress says of the layers of one pull: a line where a layer's phase changes, and one a second while bytes arrive.</summary>
internal sealed class TransferLines(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Dictionary<Digest, (TransferPhase Phase, long Told)> layers = [];

    /// <summary>null where there is nothing new to say.</summary>
    public string? Line(TransferProgress progress)
    {
        bool isSame = layers.TryGetValue(progress.Layer, out var before) && before.Phase == progress.Phase;
        if (isSame && (progress.Phase != TransferPhase.Downloading || time.GetElapsedTime(before.Told) < Pause)) return null;
        layers[progress.Layer] = (progress.Phase, time.GetTimestamp());
        return progress.Phase switch
        {
            TransferPhase.Downloading => $"{progress.Layer} {Sizes.Of(progress.Current)} / {Sizes.Of(progress.Total)}",
            TransferPhase.Extracting => $"extracting {progress.Layer}",
            TransferPhase.Pulled => $"{progress.Layer} done",
            TransferPhase.Retrying => $"{progress.Layer} retrying in {progress.Detail} seconds",
            _ => null,
        };
    }
}
