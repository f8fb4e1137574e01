using Akka.TestKit.TestEvent;

namespace Akka.TestKit.Internal;

public partial class InternalEventFilterApplier
{
    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Run(action, null, 1, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Run(action, timeout, 1, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Run(func, null, 1, cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) => Run(func, timeout, 1, cancellationToken);

    public Task ExpectOneAsync(Func<Task> action, CancellationToken cancellationToken = default) => RunAsync(action, null, 1, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) => RunAsync(action, timeout, 1, cancellationToken);

    [Obsolete("Only for backwards compat. Use ExpectOneAsync(Func<Task>, CancellationToken) instead beginning in Akka.NET v1.5")]
    public Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default) => RunAsync(Later(action), null, 1, cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => InterceptAsync(func, null, 1, cancellationToken);

    public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) => InterceptAsync(func, timeout, 1, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) => Run(action, null, expectedCount, cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Run(action, timeout, expectedCount, cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) => Run(func, null, expectedCount, cancellationToken);

    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) => Run(func, timeout, expectedCount, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) => RunAsync(actionAsync, null, expectedCount, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default) => RunAsync(actionAsync, timeout, expectedCount, cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) => RunAsync(action, timeout, expectedCount, cancellationToken);

    [Obsolete("Only for backwards compat. Use ExpectAsync(int, TimeSpan, Func<Task>, CancellationToken) instead beginning in Akka.NET v1.5")]
    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => RunAsync(Later(action), timeout, expectedCount, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) => InterceptAsync(func, null, expectedCount, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) => InterceptAsync(func, timeout, expectedCount, cancellationToken);

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) => Run(func, null, null, cancellationToken);

    public void Mute(Action action, CancellationToken cancellationToken = default) => Run(action, null, null, cancellationToken);

    public IUnmutableFilter Mute()
    {
        system.EventStream.Publish(new Mute(filters));
        return new UnmutableFilter(system, filters);
    }

    public Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => InterceptAsync(func, null, null, cancellationToken);

    [Obsolete("Only for backwards compat. Use MuteAsync(Func<Task>, CancellationToken) instead beginning in Akka.NET v1.5")]
    public Task MuteAsync(Action action, CancellationToken cancellationToken = default) => RunAsync(Later(action), null, null, cancellationToken);

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) => RunAsync(action, null, null, cancellationToken);

    private static Func<Task> Later(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private void Run(Action action, TimeSpan? timeout, int? expected, CancellationToken cancellationToken) => Run(
        () =>
        {
            action();
            return true;
        },
        timeout,
        expected,
        cancellationToken);

    private T Run<T>(Func<T> func, TimeSpan? timeout, int? expected, CancellationToken cancellationToken) =>
        InterceptAsync(() => Task.FromResult(func()), timeout, expected, cancellationToken).GetAwaiter().GetResult();

    private Task RunAsync(Func<Task> action, TimeSpan? timeout, int? expected, CancellationToken cancellationToken) => InterceptAsync(
        async () =>
        {
            await action();
            return true;
        },
        timeout,
        expected,
        cancellationToken);
}
