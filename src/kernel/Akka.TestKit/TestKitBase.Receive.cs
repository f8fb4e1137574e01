using System.Collections;
using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The next message, or null when none comes in time.</summary>
    public object ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) => Block(ReceiveOneAsync(max, cancellationToken));

    public async ValueTask<object> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var (success, envelope) = await TryReceiveOneAsync(max, cancellationToken).ConfigureAwait(false);
        return success ? envelope.Message : null!;
    }

    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        (var success, envelope) = Block(TryReceiveOneAsync(max, cancellationToken));
        return success;
    }

    /// <summary>Takes the next message; zero waits not at all, an infinite time until cancelled.</summary>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(TimeSpan? max, CancellationToken cancellationToken = default)
    {
        _lastWasNoMsg = false;
        if (!await WaitAsync(max, cancellationToken).ConfigureAwait(false) || !_queue.Reader.TryRead(out var envelope))
        {
            _lastMessage = NullMessageEnvelope.Instance;
            return (false, NullMessageEnvelope.Instance);
        }

        _lastMessage = envelope;
        return (true, envelope);
    }

    /// <summary>Takes messages until none comes in time.</summary>
    public async Task<ArrayList> WaitForRadioSilenceAsync(TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var messages = new ArrayList();
        while (true)
        {
            _assertions.AssertFalse(messages.Count > maxMessages, "maxMessages violated (current iteration: {0}).", messages.Count);
            if (await ReceiveOneAsync(max, cancellationToken) is not { } message)
                return ArrayList.ReadOnly(messages);
            messages.Add(message);
        }
    }

    public object PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) => Block(PeekOneAsync(max, cancellationToken));

    public object PeekOne(CancellationToken cancellationToken) => Block(PeekOneAsync(cancellationToken));

    public ValueTask<object> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>The next message, which stays in the queue, or null when none comes in time.</summary>
    public async ValueTask<object> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var (success, envelope) = await TryPeekOneAsync(max, cancellationToken).ConfigureAwait(false);
        return success ? envelope.Message : null!;
    }

    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        (var success, envelope) = Block(TryPeekOneAsync(max, cancellationToken));
        return success;
    }

    public async ValueTask<(bool success, MessageEnvelope envelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken) =>
        await WaitAsync(max, cancellationToken).ConfigureAwait(false) && _queue.Reader.TryPeek(out var envelope)
            ? (true, envelope)
            : (false, NullMessageEnvelope.Instance);

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Block(ToListAsync(ReceiveNAsync(numberOfMessages, cancellationToken)));

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Block(ToListAsync(ReceiveNAsync(numberOfMessages, max, cancellationToken)));

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        TakeAsync(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <summary>Takes that many messages; fails when they do not come in time.</summary>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        TakeAsync(numberOfMessages, Dilated(max), cancellationToken);

    /// <summary>Takes what comes in the time; a message of the type is a failure.</summary>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(max);
        while (stop - Now is var left && left > TimeSpan.Zero)
        {
            var (success, envelope) = await TryReceiveOneAsync(left, cancellationToken).ConfigureAwait(false);
            if (success)
                _assertions.AssertFalse(envelope.Message is T, "did not expect a message of type {0}", typeof(T));
        }
    }

    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Block(FishForMessageAsync(isMessage, null, max, hint, cancellationToken));

    public T FishForMessage<T>(Predicate<T> isMessage, System.Collections.ArrayList? allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Block(FishForMessageAsync(isMessage, allMessages, max, hint, cancellationToken));

    public ValueTask<object> FishForMessageAsync(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, null, max, hint, cancellationToken);

    public ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, null, max, hint, cancellationToken);

    /// <summary>Throws away messages until one of the type satisfies the predicate; fails when none comes.</summary>
    public async ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, System.Collections.ArrayList? allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var stop = Now + limit;
        allMessages?.Clear();
        while (true)
        {
            var left = stop - Now;
            var (success, envelope) = await TryReceiveOneAsync(left < TimeSpan.Zero ? TimeSpan.Zero : left, cancellationToken).ConfigureAwait(false);
            _assertions.AssertTrue(success, "Timeout ({0}) during fishForMessage{1}", limit, string.IsNullOrEmpty(hint) ? "" : ", hint: " + hint);
            if (envelope.Message is T message && isMessage(message))
                return message;
            allMessages?.Add(envelope.Message);
        }
    }

    private async ValueTask<bool> WaitAsync(TimeSpan? max, CancellationToken cancellationToken)
    {
        if (_queue.Reader.TryPeek(out _))
            return true;
        var limit = max is null ? RemainingOrDefault : max == Timeout.InfiniteTimeSpan || max > TimeSpan.Zero ? Smaller(max.Value, RemainingOr(Timeout.InfiniteTimeSpan)) : TimeSpan.Zero;
        if (limit == TimeSpan.Zero)
            return false;
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        cancellation.CancelAfter(limit);
        try
        {
            return await _queue.Reader.WaitToReadAsync(cancellation.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return _queue.Reader.TryPeek(out _);
        }
    }

    private async IAsyncEnumerable<object> TakeAsync(int count, TimeSpan max, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stop = Now + max;
        for (var i = 0; i < count; i++)
        {
            var left = stop - Now;
            var (success, envelope) = await TryReceiveOneAsync(left < TimeSpan.Zero ? TimeSpan.Zero : left, cancellationToken).ConfigureAwait(false);
            _assertions.AssertTrue(success, "Timeout ({0}) while expecting {1} messages. Only got {2} after {3}.", max, count, i, Now - (stop - max));
            yield return envelope.Message;
        }
    }

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> source)
    {
        var list = new List<T>();
        await foreach (var item in source.ConfigureAwait(false))
            list.Add(item);
        return list;
    }
}
