using ActorEngine.Linux;

namespace ActorEngine.Shim.Log;

/// <summary>Bursts of output, moved by the kernel from the pipe to the file.</summary>
internal sealed partial class LogWriter
{
    /// <summary>Less is read and written as records.</summary>
    public const int LeastBlock = 32 * 1024;

    /// <summary>Two blocks and their frames fit into what a reader takes at once.</summary>
    private const int MostBlock = 120 * 1024;

    private bool refused;

    /// <summary>
    /// Moves some of what waits in a pipe into the log as a block; answers how much left the pipe, 0 when it is to be read instead: too little
    /// waits, the log has no room, or its file system cannot do it.
    /// </summary>
    public int Move(OutputKind kind, FileDescriptor pipe, int waiting)
    {
        if (discard || refused || lost > 0 || file is null) return 0;
        int length = Math.Min(waiting, MostBlock);
        if (fileSize > 0) length = (int)Math.Min(length, RoomForBlock());
        if (length < LeastBlock) return 0;
        header.Refresh();
        Span<byte> head = stackalloc byte[BlockFrame.HeadSize];
        BlockFrame.Write(head, header.Of(kind), (byte)'B', length);
        long start = offset;
        if (TryWriteWhole(head, out _) < head.Length) return 0;
        int moved = MoveWhole(pipe, length, out Errno error);
        offset += moved;
        if (moved == 0)
        {
            refused = error is Errno.EINVAL;
            TakeOff(start);
            return 0;
        }

        bool closed = moved == length ? TryEnd(kind, length) : BlockFrame.TryClose(file, start, moved);
        if (closed)
        {
            offset = start + BlockFrame.HeadSize + moved + BlockFrame.TailSize;
            return moved;
        }

        TakeOff(start);
        BeginLoss(moved, error == Errno.None ? Errno.ENOSPC : error);
        return moved;
    }

    // What the file may still take; in a file that is as good as full, as much as the next one takes.
    private long RoomForBlock()
    {
        const int Frame = BlockFrame.HeadSize + BlockFrame.TailSize;
        if (fileSize - Frame >= LeastBlock && fileSize - offset - Frame < LeastBlock) Rotate();
        return fileSize - offset - Frame;
    }

    private int MoveWhole(FileDescriptor pipe, int length, out Errno error)
    {
        error = Errno.None;
        int moved = 0;
        while (moved < length)
        {
            int count = Pipe.TryMove(pipe, file!, length - moved);
            if (count <= 0)
            {
                error = count == 0 ? Errno.None : (Errno)(-count);
                break;
            }

            moved += count;
        }

        return moved;
    }

    private bool TryEnd(OutputKind kind, int length)
    {
        Span<byte> tail = stackalloc byte[BlockFrame.TailSize];
        tail[0] = (byte)'\n';
        BlockFrame.Write(tail[1..], header.Of(kind), (byte)'E', length);
        return file!.TryWrite(tail) == tail.Length;
    }

    private void TakeOff(long start)
    {
        DropTorn(start);
        offset = start;
    }
}
