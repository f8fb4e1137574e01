using ActorEngine.Linux;

namespace ActorEngine.Cli.Terminals;

/// <summary>A standard stream as plain read(2) and write(2): no position of its own, and a reader that went away is an error.</summary>
internal sealed class DescriptorStream(FileDescriptor file) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            int count = file.TryRead(buffer);
            if (count >= 0) return count;
            if (count == -(int)Errno.EIO) return 0;
            if (count != -(int)Errno.EAGAIN) throw new LinuxException((Errno)(-count), "read");
            Poll.Wait(file, PollEvents.Read, -1);
        }
    }

    /// <exception cref="OutputClosedException">Nobody reads the other end of the pipe any more.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = file.TryWrite(buffer);
            if (count >= 0) buffer = buffer[count..];
            else if (count == -(int)Errno.EAGAIN) Poll.Wait(file, PollEvents.Write, -1);
            else if (count is -(int)Errno.EPIPE or -(int)Errno.EIO) throw new OutputClosedException();
            else throw new LinuxException((Errno)(-count), "write to the output");
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>Whoever read the output has gone; nothing is left to do but end as SIGPIPE would.</summary>
internal sealed class OutputClosedException : IOException;
