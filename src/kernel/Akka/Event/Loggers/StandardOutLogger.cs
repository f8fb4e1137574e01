using Akka.Util;

namespace Akka.Event;

/// <summary>Prints log events on the console.</summary>
public class StandardOutLogger : MinimalLogger
{
    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;

    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;

    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;

    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    public static bool UseColors { get; set; } = true;

    protected override void Log(object message)
    {
        if (message is LogEvent logEvent)
            Print(logEvent);
        else
            StandardOutWriter.WriteLine(message.ToString()!);
    }

    private void Print(LogEvent logEvent)
    {
        if (!Filter.ShouldTryKeepMessage(logEvent, out var text))
            return;
        ConsoleColor? color = !UseColors ? null : logEvent.LogLevel() switch
        {
            LogLevel.DebugLevel => DebugColor,
            LogLevel.InfoLevel => InfoColor,
            LogLevel.WarningLevel => WarningColor,
            _ => ErrorColor,
        };
        StandardOutWriter.WriteLine(text, color);
    }
}
