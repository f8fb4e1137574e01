using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Copying;

/// <summary>A request's raw frames as a stream of bytes, to read from or to write to.</summary>
internal sealed class EngineByteStream(EngineStream stream) : ElementStream(stream.ReadAsync().GetAsyncEnumerator())
{
    public override bool CanWrite => true;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => stream.WriteAsync(buffer, 0, cancellationToken);

    protected override Exception Refused(Fault fault) => new FaultException(fault);
}
