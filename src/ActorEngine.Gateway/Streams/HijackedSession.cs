using System.Buffers;
using System.Buffers.Binary;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Gateway.Streams;

/// <summary>Moves bytes between a client that took its connection over and an engine stream.</summary>
internal static class HijackedSession
{
    public static async Task RunAsync(Takeover client, EngineStream stream, bool framed, bool stdin)
    {
        using var over = new CancellationTokenSource();
        var feeding = FeedAsync(client, stream, stdin, over.Token);
        await foreach (var element in stream.ReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (element is not StreamElement.Data data) continue;
            if (framed) Header(client.Output, data);
            client.Output.Write(data.Bytes.Span);
            var flushed = await client.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            if (flushed.IsCompleted) break;
        }

        await over.CancelAsync().ConfigureAwait(false);
        await feeding.ConfigureAwait(false);
    }

    private static void Header(IBufferWriter<byte> output, StreamElement.Data data)
    {
        var header = output.GetSpan(8)[..8];
        header.Clear();
        header[0] = (byte)data.Channel;
        BinaryPrimitives.WriteInt32BigEndian(header[4..], data.Bytes.Length);
        output.Advance(8);
    }

    private static async Task FeedAsync(Takeover client, EngineStream stream, bool stdin, CancellationToken over)
    {
        try
        {
            while (true)
            {
                var read = await client.Input.ReadAsync(over).ConfigureAwait(false);
                foreach (var segment in read.Buffer)
                    if (stdin) await stream.WriteAsync(segment, cancellation: over).ConfigureAwait(false);
                client.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) break;
            }

            if (stdin) await stream.CompleteWritesAsync(over).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The program ended first.
        }
    }
}
