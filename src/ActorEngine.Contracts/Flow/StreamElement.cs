namespace ActorEngine.Contracts;

/// <summary>One element of a stream: <see cref="Data"/>, <see cref="Item"/> or, last and once, <see cref="End"/>.</summary>
public abstract record StreamElement
{
    private StreamElement()
    {
    }

    /// <summary>Raw bytes. <paramref name="Channel"/>: 0 = stdin or a file, 1 = stdout or the terminal, 2 = stderr.</summary>
    public sealed record Data(int Channel, ReadOnlyMemory<byte> Bytes) : StreamElement;

    /// <summary>A message within the stream.</summary>
    public sealed record Item(IItem Value) : StreamElement;

    /// <summary>The answer that ends the stream; a <see cref="Fault"/> where it failed.</summary>
    public sealed record End(IReply Reply) : StreamElement;
}
