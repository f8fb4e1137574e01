using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>A call as a <see cref="Stream"/>; a fault that ends it is thrown as <see cref="EngineFaultException"/>.</summary>
internal sealed class CallStream(EngineCall call, IAsyncEnumerator<StreamElement> elements) : ElementStream(elements)
{
    private readonly IAsyncEnumerator<StreamElement> elements = elements;

    /// <summary>Opens a call whose answer is bytes; where that is a fault, the first read throws it.</summary>
    public static async Task<CallStream> OpenAsync(EngineLink link, IMessage request, CancellationToken cancellation)
    {
        await link.ReachableAsync(cancellation).ConfigureAwait(false);
        var call = link.Open(request);
        return new CallStream(call, call.ReadAsync(CancellationToken.None).GetAsyncEnumerator(CancellationToken.None));
    }

    public override bool CanWrite => true;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => call.WriteAsync(buffer, 0, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        call.Cancel();
        await elements.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override Exception Refused(Fault fault) => new EngineFaultException(fault);
}
