namespace ActorEngine.Daemon;

/// <summary>How long it is waited after the gateway died, until the next client may start it again: longer and longer while it dies soon after its start.</summary>
internal sealed class GatewayPauses
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(100), Longest = TimeSpan.FromSeconds(10), LongEnough = TimeSpan.FromSeconds(30);

    private TimeSpan next = First;

    /// <param name="lived">From its start to its end.</param>
    public TimeSpan After(TimeSpan lived)
    {
        if (lived >= LongEnough) next = First;
        var pause = next;
        next = next * 2 < Longest ? next * 2 : Longest;
        return pause;
    }
}
