namespace Akka.Persistence;

/// <summary>Told when the time for a snapshot, or for the next replayed event, is over.</summary>
public sealed class RecoveryTick(bool snapshot)
{
    public bool Snapshot { get; } = snapshot;
}
