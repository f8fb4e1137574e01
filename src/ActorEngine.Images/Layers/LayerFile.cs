using System.IO.Compression;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>
/// A new layer blob being written: what goes in is the tar; what lies in the file is compressed if asked. Knows the digests of
/// both when <see cref="Finish"/> has been called.
/// </summary>
internal sealed class LayerFile : Stream
{
    private const int BufferSize = 256 * 1024;

    private readonly HashSink plain = new(), blob = new();
    private readonly FileSink file;
    private readonly Stream target;
    private readonly byte[] buffer = new byte[BufferSize];
    private readonly LayerCompression compression;
    private int filled;
    private bool finished;

    public LayerFile(string path, LayerCompression compression)
    {
        this.compression = compression;
        file = new FileSink(path);
        target = compression switch
        {
            LayerCompression.Gzip => new GZipStream(new Outlet(this), CompressionLevel.Fastest),
            _ => new Outlet(this),
        };
    }

    /// <summary>Digest of the tar.</summary>
    public Digest DiffId => plain.Digest;

    /// <summary>Digest of the file.</summary>
    public Digest Blob => compression == LayerCompression.None ? plain.Digest : blob.Digest;

    public long BlobSize => compression == LayerCompression.None ? plain.Length : blob.Length;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Writes the rest and settles the digests.</summary>
    public void Finish()
    {
        Spill();
        finished = true;
        target.Dispose();
        plain.Dispose();
        blob.Dispose();
        file.Dispose();
    }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BufferSize - filled) Spill();
        if (bytes.Length >= BufferSize)
        {
            Pass(bytes);
            return;
        }

        bytes.CopyTo(buffer.AsSpan(filled));
        filled += bytes.Length;
    }

    public override void Write(byte[] bytes, int offset, int count) => Write(bytes.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] bytes, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !finished) file.Dispose();
        base.Dispose(disposing);
    }

    private void Spill()
    {
        Pass(buffer.AsSpan(0, filled));
        filled = 0;
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        plain.Write(bytes);
        target.Write(bytes);
    }

    // Where the compressed bytes come out.
    private sealed class Outlet(LayerFile layer) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> bytes)
        {
            if (layer.compression != LayerCompression.None) layer.blob.Write(bytes);
            layer.file.Write(bytes);
        }

        public override void Write(byte[] bytes, int offset, int count) => Write(bytes.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] bytes, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
