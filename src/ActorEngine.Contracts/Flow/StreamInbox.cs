using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ActorEngine.Contracts;

/// <summary>What arrived on a stream and was not read yet. The credit granted bounds it; reading grants more.</summary>
/// <param name="window">Credit outstanding at most.</param>
/// <param name="grant">Sends credit to the peer.</param>
public sealed class StreamInbox(int window, Func<int, CancellationToken, ValueTask> grant)
{
    private readonly Channel<(StreamElement Element, int Cost)> queue =
        Channel.CreateUnbounded<(StreamElement, int)>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private int outstanding;

    /// <summary>Stores an element; false when the peer has overdrawn its credit.</summary>
    public bool TryAdd(StreamElement element, int cost)
    {
        if (cost > 0 && Volatile.Read(ref outstanding) >= window) return false;
        Interlocked.Add(ref outstanding, cost);
        queue.Writer.TryWrite((element, cost));
        return true;
    }

    /// <summary>Nothing more will come; with a reason, the reader gets it after what has arrived.</summary>
    public void Complete(Exception? reason = null) => queue.Writer.TryComplete(reason);

    public async IAsyncEnumerable<StreamElement> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        int owed = 0;
        await foreach (var (element, cost) in queue.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            yield return element;
            owed += cost;
            if (owed < window / 2) continue;
            Interlocked.Add(ref outstanding, -owed);
            int bytes = owed;
            owed = 0;
            if (!queue.Reader.Completion.IsCompleted) await grant(bytes, cancellation).ConfigureAwait(false);
        }
    }
}
