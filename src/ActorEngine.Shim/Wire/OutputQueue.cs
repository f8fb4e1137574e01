using ActorEngine.Linux;

namespace ActorEngine.Shim.Wire;

/// <summary>Bytes that a client has not taken yet. Bounded: a client that lets it fill up loses its connection.</summary>
internal sealed class OutputQueue(int limit)
{
    private byte[] bytes = [];
    private int start, end;

    public int Length => end - start;

    /// <summary>False when there is no room.</summary>
    public bool TryAdd(ReadOnlySpan<byte> data)
    {
        if (Length + data.Length > limit) return false;
        if (end + data.Length > bytes.Length)
        {
            byte[] target = Length + data.Length <= bytes.Length ? bytes : new byte[Math.Min(limit, Math.Max(1024, (Length + data.Length) * 2))];
            bytes.AsSpan(start, Length).CopyTo(target);
            (bytes, start, end) = (target, 0, Length);
        }

        data.CopyTo(bytes.AsSpan(end));
        end += data.Length;
        return true;
    }

    /// <summary>Sends what the peer takes now; false when the connection is broken.</summary>
    public bool TryFlush(FileDescriptor socket)
    {
        while (start < end)
        {
            int sent = DescriptorPassing.TrySend(socket, bytes.AsSpan(start, Length));
            if (sent == -(int)Errno.EAGAIN) return true;
            if (sent <= 0) return false;
            start += sent;
        }

        (start, end) = (0, 0);
        if (bytes.Length > 4096) bytes = [];
        return true;
    }
}
