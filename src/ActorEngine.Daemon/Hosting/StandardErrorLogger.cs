using System.Globalization;
using System.Text;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Daemon;

/// <summary>Writes the actor system's log to standard error, one line an event.</summary>
public sealed class StandardErrorLogger : ReceiveActor
{
    private readonly StringBuilder line = new();
    private readonly LogThreshold threshold = LogThreshold.Of(Context.System);

    public StandardErrorLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    private void Write(LogEvent logged)
    {
        if (!threshold.Admits(logged.LogLevel())) return;
        line.Clear();
        line.Append(logged.Timestamp.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fff'Z' ", CultureInfo.InvariantCulture));
        line.Append(logged.LogLevel() switch
        {
            LogLevel.DebugLevel => "debug ",
            LogLevel.InfoLevel => "info  ",
            LogLevel.WarningLevel => "warn  ",
            _ => "error ",
        });
        line.Append(Source(logged.LogSource)).Append(": ").Append(logged.Message);
        if (logged.Cause is { } cause) line.Append('\n').Append(cause);
        Console.Error.WriteLine(line);
    }

    /// <summary>The actor's path without the system's address.</summary>
    private static ReadOnlySpan<char> Source(string source)
    {
        int end = source.IndexOf('#');
        var path = end < 0 ? source.AsSpan() : source.AsSpan(0, end);
        int start = path.IndexOf("/user/", StringComparison.Ordinal);
        return start < 0 ? path : path[(start + "/user".Length)..];
    }
}
