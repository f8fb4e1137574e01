namespace Akka.Event;

/// <summary>An adapter whose entries carry named values; they are printed behind the source.</summary>
internal sealed class ContextLoggingAdapter(ILoggingAdapter inner, KeyValuePair<string, object?>[] context) : ILoggingAdapter
{
    public ILogMessageFormatter Formatter => inner.Formatter;

    public bool IsDebugEnabled => inner.IsDebugEnabled;

    public bool IsInfoEnabled => inner.IsInfoEnabled;

    public bool IsWarningEnabled => inner.IsWarningEnabled;

    public bool IsErrorEnabled => inner.IsErrorEnabled;

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public ContextLoggingAdapter With(string name, object? value) => new(inner, [.. context, new(name, value)]);

    public void Log(LogLevel logLevel, Exception? cause, LogMessage message)
    {
        if (inner is BusLogging bus)
            bus.Log(logLevel, cause, message, context);
        else
            inner.Log(logLevel, cause, message);
    }

    public void Log(LogLevel logLevel, Exception? cause, string format)
    {
        if (inner is BusLogging bus)
            bus.Log(logLevel, cause, format, context);
        else
            inner.Log(logLevel, cause, format);
    }
}
