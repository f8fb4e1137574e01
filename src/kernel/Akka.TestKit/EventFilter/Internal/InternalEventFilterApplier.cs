using Akka.Actor;
using Akka.Event;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit.Internal;

/// <summary>Applies filters through the test logger of a system.</summary>
public partial class InternalEventFilterApplier(TestKitBase testkit, ActorSystem system, IReadOnlyList<EventFilterBase> filters) : IEventFilterApplier
{
    public EventFilterFactory And => new(testkit, system, filters);

    /// <summary>Runs the function and fails unless so many events matched; with no number, mutes only.</summary>
    private async Task<T> InterceptAsync<T>(Func<Task<T>> func, TimeSpan? timeout, int? expected, CancellationToken cancellationToken)
    {
        var settings = system.HasExtension<TestKitSettings>() ? TestKitExtension.For(system) : testkit.TestKitSettings;
        var limit = timeout is { } given ? testkit.Dilated(given) : settings.TestEventFilterLeeway;
        var count = 0;
        void OnMatch(EventFilterBase filter, LogEvent logEvent) => Interlocked.Increment(ref count);
        foreach (var filter in filters)
            filter.EventMatched += OnMatch;
        system.EventStream.Publish(new Mute(filters));
        try
        {
            var result = await func();
            if (expected is { } number)
            {
                var enough = number == 0 ? 1 : number;
                await testkit.AwaitConditionNoThrowAsync(() => Volatile.Read(ref count) >= enough, limit, TimeSpan.FromMilliseconds(10), cancellationToken);
                var actual = Volatile.Read(ref count);
                if (actual != number)
                    Fail(limit, number, actual);
            }

            return result;
        }
        finally
        {
            foreach (var filter in filters)
                filter.EventMatched -= OnMatch;
            system.EventStream.Publish(new Unmute(filters));
        }
    }

    private void Fail(TimeSpan limit, int expected, int actual)
    {
        var message = actual < expected
            ? $"Timeout ({limit}) while waiting for messages. Only received {actual}/{expected} messages that matched filter [{string.Join(",", filters)}]"
            : $"Received {actual - expected} {Messages(actual - expected)} too many. Expected {expected} {Messages(expected)} but received {actual} that matched filter [{string.Join(",", filters)}]";
        TestKitAssertionsExtension.For(system.HasExtension<TestKitAssertionsProvider>() ? system : testkit.Sys).Assertions.Fail("{0}", message);
    }

    private static string Messages(int number) => number == 1 ? "message" : "messages";

    private sealed class UnmutableFilter(ActorSystem system, IReadOnlyList<EventFilterBase> filters) : IUnmutableFilter
    {
        private int _done;

        public void Unmute()
        {
            if (Interlocked.Exchange(ref _done, 1) == 0)
                system.EventStream.Publish(new Unmute(filters));
        }

        public void Dispose() => Unmute();
    }
}
