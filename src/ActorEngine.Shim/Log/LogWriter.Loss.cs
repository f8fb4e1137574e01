using System.Text;
using ActorEngine.Linux;

namespace ActorEngine.Shim.Log;

/// <summary>Lost output.</summary>
internal sealed partial class LogWriter
{
    private long lost;
    private Errno lossReason;

    private void BeginLoss(long bytes, Errno error)
    {
        bool first = lost == 0;
        lost += bytes;
        lossReason = error;
        if (!first) return;
        LossReported(lost, error, false);
        loop.After(RetryMilliseconds, Retry);
    }

    private void Retry()
    {
        if (lost > 0 && !TryNoteGap()) loop.After(RetryMilliseconds, Retry);
    }

    // A gap is a record of its own stream: "TIME gap F BYTES REASON".
    private bool TryNoteGap()
    {
        header.Refresh();
        string time = Encoding.ASCII.GetString(header.Of(OutputKind.Output)[..30]);
        byte[] record = Encoding.UTF8.GetBytes(time + " gap F " + lost.ToString() + " " + ErrorText.Of(lossReason) + "\n");
        if (TryWriteWhole(record, out _) < record.Length) return false;
        long bytes = lost;
        lost = 0;
        LossReported(bytes, lossReason, true);
        return true;
    }

    /// <summary>How much output some whole records hold.</summary>
    private static long TextBytes(ReadOnlySpan<byte> records)
    {
        long bytes = 0;
        while (!records.IsEmpty)
        {
            int end = records.IndexOf((byte)'\n');
            bytes += end - RecordHeader.Size + (records[RecordHeader.TagOffset] == (byte)'F' ? 1 : 0);
            records = records[(end + 1)..];
        }

        return bytes;
    }
}
