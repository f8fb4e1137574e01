namespace ActorEngine.Daemon;

/// <summary>The writing end of a pipe for somebody who writes synchronously; fails once its reader has gone.</summary>
internal sealed class PipeFeed(Stream pipe) : Stream
{
    private volatile bool abandoned;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Nobody reads any more.</summary>
    public void Abandon() => abandoned = true;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (abandoned) throw new IOException("The client went away before the archive was complete.");
        pipe.Write(buffer);
        // A pipe holds its writer up when it is flushed.
        pipe.Flush();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) pipe.Dispose();
        base.Dispose(disposing);
    }
}
