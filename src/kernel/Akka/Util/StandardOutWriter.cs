namespace Akka.Util;

/// <summary>Writes whole messages to the console, one at a time and in colour where the console has colours.</summary>
public static class StandardOutWriter
{
    private static readonly Lock Gate = new();

    public static void Write(string message, ConsoleColor? foregroundColor = null, ConsoleColor? backgroundColor = null) =>
        Write(message, foregroundColor, backgroundColor, false);

    public static void WriteLine(string message, ConsoleColor? foregroundColor = null, ConsoleColor? backgroundColor = null) =>
        Write(message, foregroundColor, backgroundColor, true);

    private static void Write(string message, ConsoleColor? foreground, ConsoleColor? background, bool line)
    {
        lock (Gate)
        {
            var coloured = (foreground.HasValue || background.HasValue) && !Console.IsOutputRedirected;
            if (coloured && foreground.HasValue)
                Console.ForegroundColor = foreground.Value;
            if (coloured && background.HasValue)
                Console.BackgroundColor = background.Value;
            try
            {
                if (line)
                    Console.WriteLine(message);
                else
                    Console.Write(message);
            }
            finally
            {
                if (coloured)
                    Console.ResetColor();
            }
        }
    }
}
