namespace Akka.Event;

public static partial class LoggingExtensions
{
    /// <summary>An adapter whose entries carry the value.</summary>
    public static ILoggingAdapter WithContext(this ILoggingAdapter log, string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentException("Context name must be non-empty.", nameof(name));
        return log is ContextLoggingAdapter outer ? outer.With(name, value) : new ContextLoggingAdapter(log, [new(name, value)]);
    }

    public static ILoggingAdapterScope BeginScope(this ILoggingAdapter log, string name, object? value) => new LoggingAdapterScope(log.WithContext(name, value));
}
