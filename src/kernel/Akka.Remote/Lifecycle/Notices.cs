using System.Collections.Concurrent;
using Akka.Event;

namespace Akka.Remote;

/// <summary>Log lines that a peer can bring about at will: of each kind a few in ten seconds, then one that says how many were left out.</summary>
internal sealed class Notices(ILoggingAdapter log)
{
    private const int LinesPerPeriod = 10, LongestText = 600;
    private const long Period = 10_000;

    private readonly ConcurrentDictionary<string, Window> _windows = new();

    public void Warn(string kind, string text) => Write(LogLevel.WarningLevel, null, kind, text);

    public void Error(Exception? cause, string kind, string text) => Write(LogLevel.ErrorLevel, cause, kind, text);

    private void Write(LogLevel level, Exception? cause, string kind, string text)
    {
        if (!_windows.GetOrAdd(kind, static _ => new Window()).Admits(out var leftOut))
            return;
        if (leftOut > 0)
            log.Log(level, null, $"{leftOut} more of the kind [{kind}] were not logged");
        log.Log(level, cause, Printable(text));
    }

    // Peers choose parts of the text; they shall not write lines of their own.
    private static string Printable(string text)
    {
        if (text.Length > LongestText)
            text = string.Concat(text.AsSpan(0, LongestText), "...");
        return text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;
    }

    private sealed class Window
    {
        private long _began = Environment.TickCount64;
        private int _count;

        public bool Admits(out int leftOut)
        {
            lock (this)
            {
                leftOut = 0;
                var now = Environment.TickCount64;
                if (now - _began > Period)
                {
                    leftOut = Math.Max(0, _count - LinesPerPeriod);
                    (_began, _count) = (now, 0);
                }

                return ++_count <= LinesPerPeriod;
            }
        }
    }
}
