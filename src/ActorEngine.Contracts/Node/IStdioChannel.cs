namespace ActorEngine.Contracts;

/// <summary>Live stdio of an exec session or a container's stdin, between actors of one node. Bounded in both directions.</summary>
public interface IStdioChannel : IAsyncDisposable
{
    /// <summary>Output chunks in order until the program has ended and all is read. Not reading holds the writer back. Empty for a container's stdin channel.</summary>
    IAsyncEnumerable<StdioChunk> ReadOutputAsync(CancellationToken cancellation);

    /// <summary>Sends input; completes when the shim has taken it.</summary>
    ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation);

    /// <summary>Ends the program's input.</summary>
    ValueTask CloseInputAsync(CancellationToken cancellation);

    /// <summary>Sets the terminal's size.</summary>
    ValueTask ResizeAsync(int rows, int columns, CancellationToken cancellation);

    /// <summary>Completes when the program has ended.</summary>
    Task<ExitStatus> Exit { get; }
}

/// <summary>Output bytes. <paramref name="Channel"/>: 1 = stdout (or the terminal), 2 = stderr.</summary>
public readonly record struct StdioChunk(int Channel, ReadOnlyMemory<byte> Data);
