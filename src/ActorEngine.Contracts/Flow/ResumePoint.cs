namespace ActorEngine.Contracts;

/// <summary>
/// Where a stream can be taken up again: the last position the engine named, and how much was written since. A resumed stream begins at the
/// position, so that much of it is skipped: nothing is lost and nothing written twice.
/// </summary>
public sealed class ResumePoint
{
    private const int Channels = 3;
    private readonly long[] written = new long[Channels];
    private readonly long[] repeated = new long[Channels];

    /// <summary>null before the engine named one.</summary>
    public LogPosition? Position { get; private set; }

    /// <summary>The part of what arrived that was not written before.</summary>
    public ReadOnlyMemory<byte> Take(int channel, ReadOnlyMemory<byte> bytes)
    {
        int known = (int)Math.Min(repeated[channel], bytes.Length);
        repeated[channel] -= known;
        bytes = bytes[known..];
        written[channel] += bytes.Length;
        return bytes;
    }

    /// <summary>All before this position has arrived.</summary>
    public void Reached(LogPosition position)
    {
        Position = position;
        // During a repetition the position may still lie before what was already written.
        repeated.CopyTo(written, 0);
    }

    /// <summary>A new stream begins at <see cref="Position"/>, or, without one, at the very start if <paramref name="fromStart"/>, else at now.</summary>
    public void Restart(bool fromStart)
    {
        if (Position is not null || fromStart) written.CopyTo(repeated, 0);
        else
        {
            Array.Clear(written);
            Array.Clear(repeated);
        }
    }
}
