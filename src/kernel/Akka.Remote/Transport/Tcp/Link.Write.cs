using System.Diagnostics;
using Akka.Remote.Wire;

namespace Akka.Remote.Transport.Tcp;

/// <summary>What became of a frame.</summary>
internal enum WriteResult
{
    Written,
    Full,
    TooLarge,
    Closed,
}

internal sealed partial class Link : IThreadPoolWorkItem
{
    private const int FirstBuffer = 16 * 1024, KeptBuffer = 512 * 1024, ControlReserve = 64 * 1024, SendersShare = 4;

    // A sender writes itself when nobody has for so long; a busier connection is written by the pool, many frames at once.
    private static readonly long QuietTime = Stopwatch.Frequency / 40_000;

    private readonly Lock _writing = new();
    private byte[] _filling = new byte[FirstBuffer];
    private byte[] _spare = new byte[FirstBuffer];
    private int _filled;
    private bool _flushing;
    private bool _writeClosed;
    private long _lastFlush;
    private TaskCompletionSource? _drained;

    /// <summary>Appends a message; ordinary ones only as long as the buffer is within its limit.</summary>
    public WriteResult Write(in OutboundEnvelope envelope)
    {
        var size = envelope.FrameSize(0);
        if (size > _remoting.Tcp.MaximumFrameSize)
            return WriteResult.TooLarge;
        bool flush;
        lock (_writing)
        {
            if (_writeClosed)
                return WriteResult.Closed;
            if (_filled + size > _remoting.Tcp.OutboundLimit)
                return WriteResult.Full;
            envelope.Write(Reserve(size), default);
            flush = TakeFlush();
        }

        if (flush)
            BeginFlush();
        return WriteResult.Written;
    }

    /// <summary>
    /// Appends a frame of the protocol itself. They are small and get in when messages do not any more, but a peer that reads nothing must not collect
    /// them without end.
    /// </summary>
    public void WriteControl(byte[] frame)
    {
        lock (_writing)
        {
            if (_writeClosed || _filled + frame.Length > _remoting.Tcp.OutboundLimit + ControlReserve)
                return;
            frame.CopyTo(Reserve(frame.Length));
            if (!TakeFlush())
                return;
        }

        BeginFlush();
    }

    /// <summary>Done when all that was appended so far has been given to the operating system.</summary>
    public Task Drained()
    {
        lock (_writing)
            return !_flushing || _writeClosed ? Task.CompletedTask : (_drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    void IThreadPoolWorkItem.Execute() => Flush(int.MaxValue);

    private void CloseWriting()
    {
        lock (_writing)
        {
            _writeClosed = true;
            _filled = 0;
            _drained?.TrySetResult();
        }
    }

    private Span<byte> Reserve(int size)
    {
        if (_filled + size > _filling.Length)
            Array.Resize(ref _filling, Math.Max(_filled + size, _filling.Length * 2));
        var span = _filling.AsSpan(_filled, size);
        _filled += size;
        return span;
    }

    private bool TakeFlush()
    {
        if (_flushing)
            return false;
        return _flushing = true;
    }

    private void BeginFlush()
    {
        if (!_remoting.Tcp.Batching || Stopwatch.GetTimestamp() - Volatile.Read(ref _lastFlush) > QuietTime)
            Flush(SendersShare);
        else
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    private void Flush(int chunks)
    {
        while (TakeFilled(out var chunk))
        {
            try
            {
                var write = _stream.WriteAsync(chunk);
                if (!write.IsCompletedSuccessfully)
                {
                    _ = FlushOn(write);
                    return;
                }

                write.GetAwaiter().GetResult();
                if (--chunks == 0)
                {
                    // The rest is other senders' and keeps this one no longer.
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    return;
                }
            }
            catch (Exception e)
            {
                // Whatever keeps bytes from going out ends this connection, and nothing else: this may be a thread of the pool.
                Close(e, DisassociateInfo.Unknown);
                return;
            }
        }
    }

    private async Task FlushOn(ValueTask write)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Close(e, DisassociateInfo.Unknown);
            return;
        }

        Flush(int.MaxValue);
    }

    private bool TakeFilled(out ReadOnlyMemory<byte> chunk)
    {
        lock (_writing)
        {
            if (_filled == 0)
            {
                _flushing = false;
                Volatile.Write(ref _lastFlush, Stopwatch.GetTimestamp());
                _drained?.TrySetResult();
                _drained = null;
                chunk = default;
                return false;
            }

            // A burst must not leave large buffers behind.
            var full = _filling;
            _filling = _spare.Length > KeptBuffer && _filled < KeptBuffer / 4 ? new byte[FirstBuffer] : _spare;
            _spare = full;
            chunk = full.AsMemory(0, _filled);
            _filled = 0;
            return true;
        }
    }
}
