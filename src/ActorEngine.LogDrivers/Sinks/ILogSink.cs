namespace ActorEngine.LogDrivers;

/// <summary>The receiver's side of a driver. One caller at a time.</summary>
internal interface ILogSink : IAsyncDisposable
{
    /// <summary>What <see cref="Checkpoint.SinkState"/> is to hold: enough to go on after a kill without repeating what was taken.</summary>
    string State => "";

    /// <summary>Goes on where the sink that left this state was.</summary>
    void Resume(string state)
    {
    }

    /// <summary>Hands lines over, beginning with one of the batch.</summary>
    /// <returns>How many were taken: one at least.</returns>
    /// <exception cref="SinkException">None was taken, or some were refused for good.</exception>
    ValueTask<int> WriteAsync(LineBatch batch, int from, CancellationToken cancellation);
}

/// <summary>A receiver does not take lines.</summary>
/// <param name="message">Why, for a person.</param>
/// <param name="settled">So many lines are not to be sent again; 0 where it is worth trying all of them again.</param>
/// <param name="refused">So many of these it did not take and never will.</param>
internal sealed class SinkException(string message, int settled = 0, int refused = 0, TimeSpan? pause = null, Exception? cause = null) : Exception(message, cause)
{
    public int Settled { get; } = settled;

    public int Refused { get; } = refused;

    /// <summary>How long the receiver wants to be left alone; null where it does not say.</summary>
    public TimeSpan? Pause { get; } = pause;
}
