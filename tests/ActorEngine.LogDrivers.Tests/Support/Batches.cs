using System.Text;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers.Tests.Support;

/// <summary>Batches of lines made by hand.</summary>
internal static class Batches
{
    /// <summary>One line for each text; <c>!</c> before it makes it stderr. Times are 12:34:56.123456789 of 2 January 2026.</summary>
    public static LineBatch Of(params string[] texts) => Make([.. texts.Select(text => (text.StartsWith('!') ? LogStreams.Stderr : LogStreams.Stdout, Encoding.UTF8.GetBytes(text.TrimStart('!')), (LinePart?)null))]);

    public static LineBatch Make(params (LogStreams Stream, byte[] Text, LinePart? Part)[] lines)
    {
        var batch = new LineBatch(lines.Sum(line => line.Text.Length + 30));
        foreach (var (stream, text, part) in lines)
            batch.Add(new LogLine(stream, batch.CopyTime("2026-01-02T12:34:56.123456789Z"u8), batch.Copy(text), part));
        return batch;
    }

    /// <summary>Hands all lines over.</summary>
    public static async Task SendAsync(this ILogSink sink, LineBatch batch)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        for (int from = 0; from < batch.Lines.Count;) from += await sink.WriteAsync(batch, from, bound.Token);
    }
}
