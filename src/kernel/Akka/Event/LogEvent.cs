using System.Diagnostics;
using System.Globalization;
using Akka.Actor;

namespace Akka.Event;

/// <summary>One entry of the log, on its way to the loggers.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    protected LogEvent()
    {
        Timestamp = DateTime.UtcNow;
        Thread = Thread.CurrentThread;
        ActivityContext = Activity.Current?.Context;
    }

    public Exception Cause { get; protected set; } = null!;

    /// <summary>When it was made, in UTC.</summary>
    public DateTime Timestamp { get; }

    public Thread Thread { get; }

    /// <summary>The trace that the entry belongs to.</summary>
    public ActivityContext? ActivityContext { get; }

    public string LogSource { get; protected set; } = "";

    public Type LogClass { get; protected set; } = typeof(object);

    /// <summary>A string, or a <see cref="LogMessage"/> that is formatted when it is printed.</summary>
    public object Message { get; protected set; } = "";

    /// <summary>What the adapter adds to each of its entries.</summary>
    internal KeyValuePair<string, object?>[]? Context { get; set; }

    public abstract LogLevel LogLevel();

    public override string ToString()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"[{Name(LogLevel())}][{Timestamp:MM/dd/yyyy HH:mm:ss.fffK}][Thread {Thread.ManagedThreadId:0000}][{LogSource}]{Values()} {Message}");
        return Cause is null ? text : $"{text}{Environment.NewLine}Cause: {Cause}";
    }

    private string Values() => Context is null ? "" : string.Concat(Context.Select(pair => $"[{pair.Key}={pair.Value ?? "null"}]"));

    internal static string Name(LogLevel level) => level switch
    {
        Event.LogLevel.DebugLevel => "DEBUG",
        Event.LogLevel.InfoLevel => "INFO",
        Event.LogLevel.WarningLevel => "WARNING",
        _ => "ERROR",
    };
}

/// <summary>For those who look for the cause of something.</summary>
public class Debug : LogEvent
{
    public Debug(string logSource, Type logClass, object message)
        : this(null!, logSource, logClass, message)
    {
    }

    public Debug(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause!;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}

/// <summary>Something worth knowing happened.</summary>
public class Info : LogEvent
{
    public Info(string logSource, Type logClass, object message)
        : this(null!, logSource, logClass, message)
    {
    }

    public Info(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause!;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}

/// <summary>Something may be wrong.</summary>
public class Warning : LogEvent
{
    public Warning(string logSource, Type logClass, object message)
        : this(null!, logSource, logClass, message)
    {
    }

    public Warning(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause!;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}

/// <summary>Something is wrong.</summary>
public class Error : LogEvent
{
    public Error(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause!;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}
