namespace Akka.Event;

/// <summary>An adapter with one more named value, for a using block.</summary>
public interface ILoggingAdapterScope : IDisposable
{
    ILoggingAdapter Log { get; }
}

/// <summary>Nothing is to be undone at the end: the outer adapter never had the value.</summary>
internal sealed class LoggingAdapterScope(ILoggingAdapter log) : ILoggingAdapterScope
{
    public ILoggingAdapter Log { get; } = log;

    public void Dispose()
    {
    }
}
