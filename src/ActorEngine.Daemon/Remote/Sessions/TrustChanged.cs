namespace ActorEngine.Daemon;

/// <summary>Subjects, roles or revocations are others than before; sessions to which this matters end.</summary>
internal sealed record TrustChanged
{
    public static readonly TrustChanged Instance = new();
}
