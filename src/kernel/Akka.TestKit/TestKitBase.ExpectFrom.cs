using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Block(ExpectMsgFromAsync<T>(sender, duration, hint, cancellationToken));

    public T ExpectMsgFrom<T>(IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Block(ExpectMsgFromAsync(sender, message, timeout, hint, cancellationToken));

    public T ExpectMsgFrom<T>(IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Block(ExpectMsgFromAsync(sender, isMessage, timeout, hint, cancellationToken));

    public T ExpectMsgFrom<T>(Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Block(ExpectMsgFromAsync(isSender, isMessage, timeout, hint, cancellationToken));

    public T ExpectMsgFrom<T>(IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Block(ExpectMsgFromAsync(sender, assertMessage, timeout, hint, cancellationToken));

    public T ExpectMsgFrom<T>(Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Block(ExpectMsgFromAsync(assertSender, assertMessage, timeout, hint, cancellationToken));

    /// <summary>Takes the next message, which must be of the type and from the sender.</summary>
    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(RemainingOrDilated(duration), (_, actual) => AssertSender(sender, actual, hint), hint, cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(
            RemainingOrDilated(timeout),
            (received, actual) =>
            {
                AssertSender(sender, actual, hint);
                _assertions.AssertEqual(message, received, hint ?? "");
            },
            hint,
            cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(
            RemainingOrDilated(timeout),
            (received, actual) =>
            {
                AssertSender(sender, actual, hint);
                AssertPredicate(isMessage, received, hint);
            },
            hint,
            cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(
            RemainingOrDilated(timeout),
            (received, actual) =>
            {
                _assertions.AssertTrue(isSender(actual), "Sender {0} does not match. {1}", actual, hint ?? "");
                AssertPredicate(isMessage, received, hint);
            },
            hint,
            cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgFromAsync(actual => AssertSender(sender, actual, hint), assertMessage, timeout, hint, cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(
            RemainingOrDilated(timeout),
            (received, actual) =>
            {
                assertSender(actual);
                assertMessage(received);
            },
            hint,
            cancellationToken);

    private void AssertSender(IActorRef expected, IActorRef actual, string? hint) =>
        _assertions.AssertEqual(expected, actual, string.IsNullOrEmpty(hint) ? "Wrong sender" : "Wrong sender. " + hint);
}
