namespace ActorEngine.Shim.Protocol;

/// <summary>A place between two records of a log: file number (0: nothing written yet) and byte offset in it.</summary>
public readonly record struct LogPosition(long File, long Offset)
{
    internal void WriteTo(FrameWriter writer)
    {
        writer.Int64(File);
        writer.Int64(Offset);
    }

    internal static LogPosition ReadFrom(ref FrameReader reader) => new(reader.Int64(), reader.Int64());
}
