using System.Globalization;
using System.Text;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers;

/// <summary>How far a container's log has been handed over.</summary>
internal sealed record Checkpoint
{
    /// <summary>All before this place is settled, but for <see cref="Open"/>.</summary>
    public LogCursor Position { get; init; }

    /// <summary>So many lines after it are settled too.</summary>
    public long Skip { get; init; }

    public IReadOnlyList<OpenLine> Open { get; init; } = [];

    public long DeliveredLines { get; init; }

    public long DroppedLines { get; init; }

    public long DroppedBytes { get; init; }

    /// <summary>What the receiver's side has to know to go on; its own words, one line.</summary>
    public string SinkState { get; init; } = "";

    /// <summary>Lines of name=value; what is not known is left out by readers.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"version=1\nposition={Position}\nskip={Skip}\ndelivered={DeliveredLines}\ndropped={DroppedLines}\ndropped-bytes={DroppedBytes}\nsink={SinkState}\n");
        foreach (var line in Open)
            text.Append(CultureInfo.InvariantCulture, $"open={(int)line.Stream} {Encoding.ASCII.GetString(line.TimeText)} {line.PartId ?? "-"} {line.Ordinal} {Convert.ToBase64String(line.Text)}\n");
        return text.ToString();
    }

    /// <summary>Null where the text is no checkpoint.</summary>
    public static Checkpoint? Read(string text)
    {
        var read = new Checkpoint();
        bool placed = false;
        List<OpenLine> open = [];
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = line.IndexOf('=');
            if (equals < 0) return null;
            string value = line[(equals + 1)..];
            switch (line[..equals])
            {
                case "position":
                    if (!LogCursor.TryParse(value, out var position)) return null;
                    (read, placed) = (read with { Position = position }, true);
                    break;
                case "skip":
                    read = read with { Skip = Number(value) };
                    break;
                case "delivered":
                    read = read with { DeliveredLines = Number(value) };
                    break;
                case "dropped":
                    read = read with { DroppedLines = Number(value) };
                    break;
                case "dropped-bytes":
                    read = read with { DroppedBytes = Number(value) };
                    break;
                case "sink":
                    read = read with { SinkState = value };
                    break;
                case "open":
                    if (OpenOf(value.Split(' ')) is not { } one) return null;
                    open.Add(one);
                    break;
            }
        }

        return placed ? read with { Open = open } : null;
    }

    private static OpenLine? OpenOf(string[] fields) => fields is [var stream, { Length: 30 } time, var id, var ordinal, var text]
        ? new OpenLine((LogStreams)Number(stream), Encoding.ASCII.GetBytes(time), Convert.FromBase64String(text), id == "-" ? null : id, (int)Number(ordinal))
        : null;

    private static long Number(string text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : 0;
}
