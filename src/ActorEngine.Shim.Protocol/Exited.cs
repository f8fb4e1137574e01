namespace ActorEngine.Shim.Protocol;

/// <summary>
/// The container's init ended. Sent to every connection with notifications, and again to each new one until
/// acknowledged. The same facts are in the exit record.
/// </summary>
/// <param name="Known">False when nobody could tell how it ended; code and signal are then 0 and mean nothing.</param>
/// <param name="Code">Its exit code, when it was not killed.</param>
/// <param name="Signal">The signal that killed it, or 0.</param>
/// <param name="OutOfMemory">It ended because the kernel killed for lack of memory: it, or the program whose end it passed on.</param>
/// <param name="FinishedAt">Nanoseconds since 1970, by the node's clock.</param>
/// <param name="Drained">False while output may still be on its way into the log; the cursor is then provisional.</param>
/// <param name="LogEnd">All output lies before this place.</param>
public sealed record Exited(
    int Pid, bool Known, int Code, int Signal, bool OutOfMemory, long FinishedAt, bool Drained, LogPosition LogEnd) : IShimMessage<Exited>
{
    /// <summary>Processes of its control group that the kernel killed for lack of memory, it included.</summary>
    public long OutOfMemoryKills { get; init; }

    public static FrameKind Kind => FrameKind.Exited;

    public void WriteTo(FrameWriter writer)
    {
        writer.Int32(Pid);
        writer.Bool(Known);
        writer.Int32(Code);
        writer.Int32(Signal);
        writer.Bool(OutOfMemory);
        writer.Int64(FinishedAt);
        writer.Bool(Drained);
        LogEnd.WriteTo(writer);
        writer.Int64(OutOfMemoryKills);
    }

    public static Exited ReadFrom(ref FrameReader reader) => new(
        reader.Int32(), reader.Bool(), reader.Int32(), reader.Int32(), reader.Bool(), reader.Int64(), reader.Bool(), LogPosition.ReadFrom(ref reader))
    {
        OutOfMemoryKills = reader.Int64(),
    };
}
