namespace ActorEngine.Contracts;

/// <summary>
/// One request and the way to answer it, whatever it came over. Sending completes when the client had credit for what was sent, and throws
/// <see cref="OperationCanceledException"/> once the client has cancelled or gone away.
/// </summary>
public interface IEngineCall
{
    /// <summary>The command or query.</summary>
    IMessage Request { get; }

    /// <summary>Fires when the client cancels or goes away.</summary>
    CancellationToken Cancelled { get; }

    /// <summary>What the client sends until its half-close, in order. To be read once; not reading holds the client back.</summary>
    IAsyncEnumerable<StreamElement> ReadAsync(CancellationToken cancel = default);

    /// <summary>Sends an element of the answer.</summary>
    ValueTask SendItemAsync(IItem item, CancellationToken cancel = default);

    /// <summary>Sends raw bytes on a channel.</summary>
    ValueTask WriteDataAsync(int channel, ReadOnlyMemory<byte> bytes, CancellationToken cancel = default);

    /// <summary>Sends the answer, which ends the call. A second answer and one to a client that has gone are dropped.</summary>
    ValueTask ReplyAsync(IReply reply);
}
