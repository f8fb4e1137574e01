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

    private static void Print(LogEvent logEvent)
    {
        ConsoleColor? color = !UseColors ? null : logEvent.LogLevel() switch
        {
            LogLevel.DebugLevel => DebugColor,
            LogLevel.InfoLevel => InfoColor,
            LogLevel.WarningLevel => WarningColor,
            _ => ErrorColor,
        };
        string text;
        try
        {
            text = logEvent.ToString();
        }
        catch (FormatException e)
        {
            var content = logEvent.Message is LogMessage template
                ? $" str=[{template.Format}], args=[{template.Unformatted()}]"
                : logEvent.Message.ToString();
            text = $"[ERROR][{logEvent.Timestamp}][Thread {logEvent.Thread.ManagedThreadId:0000}][StandardOutLogger] Encountered System.FormatException while recording log: "
                + $"[{LogEvent.Name(logEvent.LogLevel())}][{logEvent.LogSource}]. {e.Message}{content} Please take a look at the logging call where this occurred and fix your format string.";
        }

        StandardOutWriter.WriteLine(text, color);
    }
}
