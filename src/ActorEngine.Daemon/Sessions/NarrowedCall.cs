using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>A call of which a part is carried out: what the client's rights leave of its request.</summary>
internal sealed class NarrowedCall(IEngineCall call, IMessage request) : IEngineCall
{
    public IMessage Request => request;

    public CancellationToken Cancelled => call.Cancelled;

    public IAsyncEnumerable<StreamElement> ReadAsync(CancellationToken cancel = default) => call.ReadAsync(cancel);

    public ValueTask SendItemAsync(IItem item, CancellationToken cancel = default) => call.SendItemAsync(item, cancel);

    public ValueTask WriteDataAsync(int channel, ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) => call.WriteDataAsync(channel, bytes, cancel);

    public ValueTask ReplyAsync(IReply reply) => call.ReplyAsync(reply);
}
