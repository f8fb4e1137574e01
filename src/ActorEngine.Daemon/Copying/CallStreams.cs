using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>Sends what is written to the client of a call, in blocks, at its pace.</summary>
internal sealed class CallOutput(IEngineCall call) : AsynchronousStream
{
    private const int Block = 64 << 10;
    private readonly byte[] pending = new byte[Block];
    private int filled;

    public override bool CanWrite => true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            int count = Math.Min(buffer.Length, Block - filled);
            buffer[..count].CopyTo(pending.AsMemory(filled));
            filled += count;
            buffer = buffer[count..];
            if (filled == Block) await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // What is pending can only be sent asynchronously, and must not be taken for sent.
    public override void Flush() => throw new NotSupportedException("Flush asynchronously.");

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        int count = filled;
        filled = 0;
        if (count > 0) await call.WriteDataAsync(0, pending.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Reads what the client of a call sends until its half-close.</summary>
internal sealed class CallInput(IEngineCall call) : ElementStream(call.ReadAsync(call.Cancelled).GetAsyncEnumerator(CancellationToken.None))
{
    // A client ends its side without a word.
    protected override Exception Refused(Fault fault) => new FaultException(fault);
}
