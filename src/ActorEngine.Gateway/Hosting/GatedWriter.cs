using System.IO.Pipelines;

namespace ActorEngine.Gateway.Hosting;

/// <summary>A writer that can be taken away from whoever writes: afterwards, what is written is dropped.</summary>
internal sealed class GatedWriter(PipeWriter inner) : PipeWriter
{
    private byte[]? dropped;

    /// <summary>Drops what comes from now on.</summary>
    public void Close() => dropped ??= [];

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => dropped is null ? inner.UnflushedBytes : 0;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (dropped is null) return inner.GetMemory(sizeHint);
        if (dropped.Length < Math.Max(sizeHint, 1)) dropped = new byte[Math.Max(sizeHint, 4096)];
        return dropped;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        if (dropped is null) inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        dropped is null ? inner.FlushAsync(cancellationToken) : default;

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        if (dropped is null) inner.Complete(exception);
    }

    public override ValueTask CompleteAsync(Exception? exception = null) => dropped is null ? inner.CompleteAsync(exception) : default;
}
