using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ActorEngine.Dns;

/// <summary>Asks the host's name servers, or a container's own, what is none of ours. They see the host's address, so one at 127.0.0.53 serves too.</summary>
internal sealed class Forwarder
{
    private const int Port = 53, Attempts = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The first answer by UDP; null where nobody answers.</summary>
    public static async Task<byte[]?> AskAsync(ReadOnlyMemory<byte> query, IReadOnlyList<IPAddress> servers)
    {
        byte[] buffer = new byte[Question.LargestRoom];
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            foreach (IPAddress server in servers)
            {
                // A port of its own for each question, and only that server's answers are taken: hard to guess and hard to forge.
                using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                using var patience = new CancellationTokenSource(Patience);
                try
                {
                    await socket.ConnectAsync(new IPEndPoint(server, Port), patience.Token).ConfigureAwait(false);
                    await socket.SendAsync(query, patience.Token).ConfigureAwait(false);
                    while (true)
                    {
                        int count = await socket.ReceiveAsync(buffer, patience.Token).ConfigureAwait(false);
                        if (count >= Question.HeaderSize && buffer.AsSpan(0, 2).SequenceEqual(query.Span[..2])) return buffer[..count];
                    }
                }
                catch (Exception silent) when (silent is SocketException or OperationCanceledException)
                {
                    // The next one.
                }
            }
        }

        return null;
    }

    /// <summary>The same over TCP.</summary>
    public static async Task<byte[]?> AskStreamAsync(ReadOnlyMemory<byte> query, IReadOnlyList<IPAddress> servers)
    {
        foreach (IPAddress server in servers)
        {
            using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            using var patience = new CancellationTokenSource(Patience * 2);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(server, Port), patience.Token).ConfigureAwait(false);
                using var stream = new NetworkStream(socket);
                await WriteAsync(stream, query, patience.Token).ConfigureAwait(false);
                return await ReadAsync(stream, patience.Token).ConfigureAwait(false);
            }
            catch (Exception silent) when (silent is IOException or SocketException or OperationCanceledException)
            {
                // The next one.
            }
        }

        return null;
    }

    /// <summary>Name servers of the host's resolv.conf(5), as it is now.</summary>
    public static IReadOnlyList<IPAddress> HostServers()
    {
        try
        {
            return [.. File.ReadLines("/etc/resolv.conf").Where(line => line.StartsWith("nameserver", StringComparison.Ordinal))
                .Select(line => IPAddress.TryParse(line["nameserver".Length..].Trim(), out IPAddress? server) ? server : null).OfType<IPAddress>()];
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>A message with its length before it (RFC 1035 section 4.2.2).</summary>
    public static async Task WriteAsync(NetworkStream stream, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        byte[] framed = new byte[message.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)message.Length);
        message.CopyTo(framed.AsMemory(2));
        await stream.WriteAsync(framed, cancellation).ConfigureAwait(false);
    }

    /// <summary>The next message; throws at the end.</summary>
    public static async Task<byte[]> ReadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        byte[] size = new byte[2];
        await stream.ReadExactlyAsync(size, cancellation).ConfigureAwait(false);
        byte[] message = new byte[BinaryPrimitives.ReadUInt16BigEndian(size)];
        await stream.ReadExactlyAsync(message, cancellation).ConfigureAwait(false);
        return message;
    }
}
