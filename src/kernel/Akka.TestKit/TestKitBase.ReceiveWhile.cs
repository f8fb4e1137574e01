using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        Block(ToListAsync(ReceiveWhileAsync(filter, max, null, msgs, cancellationToken)));

    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        Block(ToListAsync(ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken)));

    public IReadOnlyList<T> ReceiveWhile<T>(Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        Block(ToListAsync(ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken)));

    public IReadOnlyList<T> ReceiveWhile<T>(Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        Block(ToListAsync(ReceiveWhileAsync(shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes, cancellationToken)));

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(filter, max, null, msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken);

    /// <summary>Takes messages while the function gives something for them; the first that it gives null for stays.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        TakeWhileAsync<T>(
            message =>
            {
                var result = filter(message);
                return (result is not null, result, true);
            },
            max,
            idle,
            msgs,
            cancellationToken);

    /// <summary>Takes messages of the type while the predicate holds; those of other types are dropped, or end it.</summary>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        TakeWhileAsync<T>(
            message => message is T typed ? (shouldContinue(typed), typed, true) : (shouldIgnoreOtherMessageTypes, default, false),
            max,
            idle,
            msgs,
            cancellationToken);

    private async IAsyncEnumerable<T> TakeWhileAsync<T>(Func<object, (bool Take, T? Result, bool Give)> choose, TimeSpan? max, TimeSpan? idle, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stop = Now + RemainingOrDilated(max);
        MessageEnvelope last = NullMessageEnvelope.Instance;
        for (var given = 0; given < count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var left = Smaller(stop - Now, idle ?? Timeout.InfiniteTimeSpan);
            var (success, envelope) = await TryPeekOneAsync(left < TimeSpan.Zero ? TimeSpan.Zero : left, cancellationToken).ConfigureAwait(false);
            if (!success)
                break;
            _lastMessage = envelope;
            var (take, result, give) = choose(envelope.Message);
            if (!take)
                break;
            _queue.Reader.TryRead(out _);
            last = envelope;
            if (!give)
                continue;
            given++;
            yield return result!;
        }

        _lastMessage = last;
        _lastWasNoMsg = true;
    }
}
