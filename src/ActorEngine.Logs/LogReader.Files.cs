using System.Text;
using ActorEngine.Linux;

namespace ActorEngine.Logs;

/// <summary>Going from file to file.</summary>
public sealed partial class LogReader
{
    private bool OpenFirst()
    {
        long[] numbers = Numbers();
        foreach (long number in numbers)
        {
            if (number < position.File || !TryOpen(number)) continue;
            if (position.File != 0 && number != position.File) ReportDeleted();
            if (number != position.File) position = new LogCursor(number, 0);
            return true;
        }

        return false;
    }

    // At the end of the open file: to the next one, when there is one.
    private bool MoveOn(bool leftover)
    {
        long[] numbers = Numbers();
        int index = Array.FindIndex(numbers, number => number > position.File);
        if (index < 0) return false;

        // What was written between the last read and the making of the next file is read first.
        if (ReadBlock(out leftover)) return true;
        if (leftover) ReportGarbled();
        for (; index < numbers.Length; index++)
        {
            if (!TryOpen(numbers[index])) continue;
            bool missing = numbers[index] != position.File + 1;
            if (missing) ReportDeleted();
            position = new LogCursor(numbers[index], 0);
            return true;
        }

        return batch.Count > 0;
    }

    private bool TryOpen(long number)
    {
        FileDescriptor? next = Open(number);
        if (next is null) return false;
        file?.Dispose();
        file = next;
        return true;
    }

    private void ReportDeleted()
    {
        byte[] line = Encoding.ASCII.GetBytes("log files were deleted before they were read\n");
        batch.Add(new LogEntry(LogEntryKind.Gap, LogStreams.None, false, default, line, position));
    }

    // The end of a finished file without a line end.
    private void ReportGarbled()
    {
        byte[] line = new byte[4096];
        int count = Math.Max(0, file!.TryReadAt(line.AsSpan(0, line.Length - 1), position.Offset));
        line[count] = (byte)'\n';
        batch.Add(new LogEntry(LogEntryKind.Garbled, LogStreams.None, false, default, line.AsMemory(0, count + 1), position));
    }
}
