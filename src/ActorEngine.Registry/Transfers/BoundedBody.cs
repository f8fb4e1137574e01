using System.Buffers;

namespace ActorEngine.Registry;

/// <summary>Reads bodies without trusting their length or pace.</summary>
internal static class BoundedBody
{
    private const int Block = 16 * 1024;

    /// <summary>The whole body.</summary>
    /// <param name="what">What it is, as a sentence begins.</param>
    /// <exception cref="RegistryException">It is longer than <paramref name="most"/> or stalls.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, int most, string what, RegistrySettings settings, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > most) throw TooLong(what, most);
        using var idle = new IdleLimit(settings, cancellation);
        try
        {
            await using Stream body = await response.Content.ReadAsStreamAsync(idle.Token).ConfigureAwait(false);
            var buffer = new ArrayBufferWriter<byte>((int)Math.Clamp(response.Content.Headers.ContentLength ?? Block, 1, most));
            while (true)
            {
                int read = await body.ReadAsync(buffer.GetMemory(1), idle.Token).ConfigureAwait(false);
                if (read == 0) return buffer.WrittenSpan.ToArray();
                idle.Restart();
                buffer.Advance(read);
                if (buffer.WrittenCount > most) throw TooLong(what, most);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"{what} did not come within {settings.Silence.TotalSeconds:0} seconds.");
        }
    }

    private static RegistryException TooLong(string what, int most) => RegistryException.Failed($"{what} is longer than {most} bytes; so much is not taken.");
}

/// <summary>Cancels when nothing has happened for a while.</summary>
internal sealed class IdleLimit : IDisposable
{
    private readonly CancellationTokenSource silence;
    private readonly CancellationTokenSource linked;
    private readonly TimeSpan longest;

    public IdleLimit(RegistrySettings settings, CancellationToken cancellation)
    {
        longest = settings.Silence;
        silence = new CancellationTokenSource(longest, settings.Time);
        linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
    }

    public CancellationToken Token => linked.Token;

    /// <summary>Something has happened.</summary>
    public void Restart() => silence.CancelAfter(longest);

    public void Dispose()
    {
        linked.Dispose();
        silence.Dispose();
    }
}
