using System.Text;
using ActorEngine.Logs;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests.Logs;

/// <summary>Log files written by hand.</summary>
internal static class LogFixture
{
    public static void Write(this Scratch scratch, long number, string content) =>
        File.AppendAllText(scratch.Path($"{number:D6}.log"), content);

    public static string Record(string text, string stream = "stdout", char tag = 'F', int second = 0) =>
        $"2026-01-01T00:00:{second:D2}.000000000Z {stream} {tag} {text}\n";

    public static string Block(string output, string stream = "stdout", int second = 0) =>
        Head(output.Length, stream, second) + output + "\n" + Head(output.Length, stream, second).Replace(" B ", " E ");

    public static string Head(int length, string stream = "stdout", int second = 0) => $"2026-01-01T00:00:{second:D2}.000000000Z {stream} B {length:D10}\n";

    /// <summary>Everything a query gives, as short words: stream, tag, text.</summary>
    public static async Task<List<string>> ReadAllAsync(this LogReader reader)
    {
        List<string> found = [];
        while (await reader.ReadAsync() is { } batch) found.AddRange(batch.Select(Describe));
        return found;
    }

    public static async Task<string> ReadRawAsync(this LogReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadChunkAsync() is { } chunk) text.Append(chunk.Note is null ? Encoding.UTF8.GetString(chunk.Data.Span) : $"[{chunk.Note}]");
        return text.ToString();
    }

    public static string Describe(LogEntry entry) => entry.Kind switch
    {
        LogEntryKind.Output => $"{(entry.Stream == LogStreams.Stdout ? "out" : "err")}{(entry.IsPartial ? "+" : "")}:{Encoding.UTF8.GetString(entry.Text.Span)}",
        LogEntryKind.Gap => "gap:" + Encoding.UTF8.GetString(entry.Text.Span),
        _ => "garbled",
    };
}
