using System.Text.Unicode;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers;

/// <summary>Writes requests of the log service (ExportLogsServiceRequest of opentelemetry.proto.collector.logs.v1).</summary>
internal sealed class OtlpRequest(byte[] resource)
{
    private const ulong Information = 9, Error = 17;

    private readonly ProtoWriter record = new(), any = new(), scoped = new(), resourced = new(), request = new();

    /// <summary>A request with lines of a batch, as many as fit.</summary>
    /// <returns>How many.</returns>
    public int Fill(LineBatch batch, int from, int most, ulong observed)
    {
        var scope = new ProtoWriter();
        scope.Text(1, "actorengine");
        scoped.Clear();
        scoped.Message(1, scope);
        int index = from;
        do
        {
            Write(batch.Lines[index++], observed);
            scoped.Message(2, record);
        }
        while (index < batch.Lines.Count && scoped.Length < most);
        resourced.Clear();
        resourced.Bytes(1, resource);
        resourced.Message(2, scoped);
        request.Clear();
        request.Message(1, resourced);
        return index - from;
    }

    /// <summary>The request.</summary>
    public byte[] ToArray() => request.Written.ToArray();

    private void Write(in LogLine line, ulong observed)
    {
        bool isError = line.Stream == LogStreams.Stderr;
        record.Clear();
        record.Fixed(1, line.UnixNanoseconds);
        record.Number(2, isError ? Error : Information);
        record.Text(3, isError ? "ERROR" : "INFO");
        any.Clear();
        // A text must be UTF-8; other bytes go as bytes.
        any.Bytes(Utf8.IsValid(line.Text.Span) ? 1 : 7, line.Text.Span);
        record.Message(5, any);
        record.Attribute(6, "log.iostream", line.StreamName);
        if (line.Part is { } part)
        {
            record.Attribute(6, "log.partial.id", part.Id);
            record.Attribute(6, "log.partial.ordinal", part.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture));
            record.Attribute(6, "log.partial.last", part.IsLast ? "true" : "false");
        }

        record.Fixed(11, observed);
    }
}
