using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>Sending a message and waiting for its answer.</summary>
public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    /// <summary>
    /// Sends the message and gives the answer. A <see cref="Status.Failure"/> fails the task with its cause, an answer of
    /// another type with <see cref="ArgumentException"/>, no answer in time with <see cref="AskTimeoutException"/>.
    /// </summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var question = new Question<T>(self, timeout, cancellationToken);
        question.Ref.DeliverAsk(message, self);
        return question.Task;
    }

    /// <summary>As the others; the message is made from the reference that will take the answer.</summary>
    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var question = new Question<T>(self, timeout, cancellationToken);
        question.Ref.DeliverAsk(messageFactory(question.Ref), self);
        return question.Task;
    }

    private static IActorRefProvider ProviderOf(ICanTell target) => target switch
    {
        ActorSelection selection => ProviderOf(selection.Anchor),
        IInternalActorRef actorRef => actorRef.Provider,
        _ => InternalCurrentActorCellKeeper.Current?.SystemImpl.Provider
            ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(target)),
    };

    /// <summary>One Ask under way: the answer, the time limit and the cancellation.</summary>
    private sealed class Question<T> : TaskCompletionSource<T>
    {
        private readonly Timer? _timer;
        private readonly TimeSpan _timeout;
        private readonly CancellationTokenRegistration _cancellation;

        public Question(ICanTell target, TimeSpan? timeout, CancellationToken cancellationToken)
            : base(TaskCreationOptions.RunContinuationsAsynchronously)
        {
            var provider = ProviderOf(target);
            Ref = provider.CreateFutureRef(this);
            _timeout = timeout ?? provider.Settings.AskTimeout;
            if (_timeout > TimeSpan.Zero)
                _timer = new Timer(static state => ((Question<T>)state!).OnTimeout(), this, _timeout, Timeout.InfiniteTimeSpan);
            if (cancellationToken.CanBeCanceled)
                _cancellation = cancellationToken.UnsafeRegister(static state => ((Question<T>)state!).TrySetCanceled(), this);
            _ = Task.ContinueWith(
                static (_, state) => ((Question<T>)state!).CleanUp(),
                this,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        public FutureActorRef<T> Ref { get; }

        private void OnTimeout() => TrySetException(new AskTimeoutException(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Timeout after {_timeout.TotalSeconds:F2} seconds")));

        private void CleanUp()
        {
            _timer?.Dispose();
            _cancellation.Dispose();
            Ref.Unregister();
        }
    }
}
