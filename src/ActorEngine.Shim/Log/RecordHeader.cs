using ActorEngine.Linux;

namespace ActorEngine.Shim.Log;

/// <summary>
/// The fixed part before a record's text: <c>2016-10-06T00:17:09.669794202Z stdout F </c>. The time is taken once per batch of
/// output and the calendar worked out once per second.
/// </summary>
internal sealed class RecordHeader
{
    public const int Size = 40;
    public const int TagOffset = 38;

    private readonly byte[] output = Template("stdout"u8), error = Template("stderr"u8);
    private long second = -1;

    public ReadOnlySpan<byte> Of(OutputKind kind) => kind == OutputKind.Error ? error : output;

    /// <summary>Takes the time.</summary>
    public void Refresh()
    {
        long now = Clock.RealTime;
        long wholeSeconds = now / 1_000_000_000;
        if (wholeSeconds != second)
        {
            second = wholeSeconds;
            WriteCalendar(output, wholeSeconds);
        }

        WriteNumber(output.AsSpan(20, 9), (int)(now % 1_000_000_000));
        output.AsSpan(0, 30).CopyTo(error);
    }

    /// <summary>Whether a line begins as records do.</summary>
    public static bool LooksLike(ReadOnlySpan<byte> line) =>
        line[10] == (byte)'T' && line[29] == (byte)'Z' && line[30] == (byte)' ' && line[37] == (byte)' ' && line[TagOffset + 1] == (byte)' ';

    private static byte[] Template(ReadOnlySpan<byte> stream)
    {
        byte[] header = new byte[Size];
        "0000-00-00T00:00:00.000000000Z "u8.CopyTo(header);
        stream.CopyTo(header.AsSpan(31));
        " F "u8.CopyTo(header.AsSpan(37));
        return header;
    }

    private static void WriteCalendar(Span<byte> header, long unixSeconds)
    {
        DateTime time = DateTime.UnixEpoch.AddSeconds(unixSeconds);
        WriteNumber(header[..4], time.Year);
        WriteNumber(header.Slice(5, 2), time.Month);
        WriteNumber(header.Slice(8, 2), time.Day);
        WriteNumber(header.Slice(11, 2), time.Hour);
        WriteNumber(header.Slice(14, 2), time.Minute);
        WriteNumber(header.Slice(17, 2), time.Second);
    }

    public static void WriteNumber(Span<byte> place, int value)
    {
        for (int i = place.Length - 1; i >= 0; i--, value /= 10) place[i] = (byte)('0' + value % 10);
    }
}
