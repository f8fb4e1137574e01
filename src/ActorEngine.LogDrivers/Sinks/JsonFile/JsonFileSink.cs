using System.Buffers;
using ActorEngine.Linux;

namespace ActorEngine.LogDrivers;

/// <summary>Writes Docker's JSON log files, byte for byte as it does.</summary>
internal sealed class JsonFileSink(JsonLogFiles files, IReadOnlyDictionary<string, string> attributes) : ILogSink
{
    private readonly byte[] attrs = JsonLine.Attributes(attributes);
    private readonly ArrayBufferWriter<byte> buffer = new(64 * 1024);
    private string resumed = "";

    public string State => files.State is { Length: > 0 } state ? state : resumed;

    public void Resume(string state) => resumed = state;

    public ValueTask<int> WriteAsync(LineBatch batch, int from, CancellationToken cancellation)
    {
        try
        {
            files.Open(resumed);
            return ValueTask.FromResult(Write(batch, from));
        }
        catch (Exception failed) when (failed is LinuxException or IOException or UnauthorizedAccessException)
        {
            throw new SinkException(failed.Message, cause: failed);
        }
    }

    public ValueTask DisposeAsync()
    {
        files.Dispose();
        return ValueTask.CompletedTask;
    }

    // Ends early where a file is full: the checkpoint is to know of the new one before anything stands in it.
    private int Write(LineBatch batch, int from)
    {
        if (files.IsFull(0))
        {
            files.Rotate();
            files.CompressLast();
        }

        buffer.ResetWrittenCount();
        int index = from;
        while (index < batch.Lines.Count && (index == from || !files.IsFull(buffer.WrittenCount)))
            JsonLine.Write(buffer, batch.Lines[index++], attrs);
        files.Append(buffer.WrittenSpan);
        return index - from;
    }
}
