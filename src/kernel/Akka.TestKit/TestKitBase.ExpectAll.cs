using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes as many messages as given, which must be those in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf((IReadOnlyCollection<T>)messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Block(ToListAsync(ExpectMsgAllOfAsync(messages, cancellationToken)));

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => ExpectMsgAllOf(max, (IReadOnlyCollection<T>)messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Block(ToListAsync(ExpectMsgAllOfAsync(max, messages, cancellationToken)));

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAllAsync(RemainingOrDefault, messages, cancellationToken);

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAllAsync(Dilated(max), messages, cancellationToken);

    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        Block(ExpectMsgAnyOfAsync(messages, cancellationToken));

    /// <summary>Takes the next message, which must be one of the given ones.</summary>
    public async ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var expected = messages.ToArray();
        var (success, envelope) = await TryReceiveOneAsync(RemainingOrDefault, cancellationToken).ConfigureAwait(false);
        _assertions.AssertTrue(success, "Timeout {0} during waiting for ExpectMsgAnyOf waiting for ({1})", RemainingOrDefault, string.Join(",", expected));
        _assertions.AssertTrue(envelope.Message is T message && expected.Contains(message), "ExpectMsgAnyOf found unexpected {0}", envelope.Message);
        return (T)envelope.Message;
    }

    private async IAsyncEnumerable<T> ExpectAllAsync<T>(TimeSpan max, IReadOnlyCollection<T> messages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var received = await ToListAsync(TakeAsync(messages.Count, max, cancellationToken)).ConfigureAwait(false);
        var missing = messages.Where(m => !received.Any(r => r is T typed && EqualityComparer<T>.Default.Equals(m, typed))).ToArray();
        var unexpected = received.Where(r => r is not T typed || !messages.Contains(typed)).ToArray();
        if (missing.Length > 0 || unexpected.Length > 0)
            _assertions.Fail("{0}", $"not found [{string.Join(", ", missing)}], found unexpected [{string.Join(", ", unexpected)}]");
        foreach (var message in received)
            yield return (T)message;
    }
}
