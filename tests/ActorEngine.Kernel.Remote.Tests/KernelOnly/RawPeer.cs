using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorEngine.Kernel.Remote.Tests.KernelOnly;

/// <summary>A peer made of bytes: writes frames, and answers nothing that is not asked of it.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    public RawPeer(Node node) => _socket.Connect(IPAddress.Loopback, node.Address.Port!.Value);

    public static byte[] Field(int number, params byte[][] content)
    {
        var bytes = content.SelectMany(c => c).ToArray();
        return [.. Varint((ulong)((number << 3) | 2)), .. Varint((ulong)bytes.Length), .. bytes];
    }

    public static byte[] Number(int number, ulong value) => [.. Varint((ulong)(number << 3)), .. Varint(value)];

    public static byte[] Fixed(int number, ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return [.. Varint((ulong)((number << 3) | 1)), .. bytes];
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Framed(byte[] body)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, body.Length);
        return [.. length, .. body];
    }

    public static byte[] Handshake(string system, int port, int uid, string protocol = "tcp", string host = "127.0.0.1")
    {
        var address = Field(1, Field(1, Text(system)), Field(2, Text(host)), Number(3, (ulong)port), Field(4, Text(protocol)));
        return Framed(Field(2, Number(1, 1), Field(2, address, Fixed(2, (ulong)uid))));
    }

    /// <summary>A message to a path of the node.</summary>
    public static byte[] Message(Node to, string path, int serializerId, string manifest, byte[] bytes, ulong sequence = ulong.MaxValue)
    {
        var payload = Field(2, Field(1, bytes), Number(2, unchecked((ulong)serializerId)), Field(3, Text(manifest)));
        return Framed(Field(1, Field(2, Field(1, Field(1, Text(to.Address + path))), payload, Fixed(5, sequence))));
    }

    public void Send(byte[] bytes)
    {
        try
        {
            _socket.Send(bytes);
        }
        catch (SocketException)
        {
            // Cut off already, which is what most of these want.
        }
    }

    /// <summary>The body of the next frame from the node.</summary>
    public async Task<byte[]> Frame()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var stream = new NetworkStream(_socket, ownsSocket: false);
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, limit.Token);
        var body = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        await stream.ReadExactlyAsync(body, limit.Token);
        return body;
    }

    /// <summary>Reads until the node closes the connection.</summary>
    public async Task Closed()
    {
        var buffer = new byte[4096];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            while (await _socket.ReceiveAsync(buffer, limit.Token) > 0)
            {
                // What the node says does not matter here.
            }
        }
        catch (SocketException)
        {
            // Reset is closed as well.
        }
    }

    public void Dispose() => _socket.Dispose();

    private static byte[] Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
