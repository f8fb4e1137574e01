namespace ActorEngine.Logs;

/// <summary>The container's output streams.</summary>
[Flags]
public enum LogStreams : byte
{
    None = 0,
    Stdout = 1,
    Stderr = 2,
    Both = 3,
}
