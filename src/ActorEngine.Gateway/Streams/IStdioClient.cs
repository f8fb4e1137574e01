namespace ActorEngine.Gateway.Streams;

/// <summary>The client's side of a session, whatever carries it.</summary>
internal interface IStdioClient
{
    /// <summary>Fires when it has left altogether.</summary>
    CancellationToken Gone { get; }

    /// <summary>Sends output at its pace; false where it takes no more.</summary>
    ValueTask<bool> SendAsync(int channel, ReadOnlyMemory<byte> bytes, bool framed, CancellationToken cancellation);

    /// <summary>What it types, until it sends no more. Each piece is valid until the next.</summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellation);

    /// <summary>Says that there is no more, to a client that is told so.</summary>
    ValueTask FinishAsync();
}
