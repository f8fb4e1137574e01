using System.Net.Sockets;
using System.Text;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>A client that writes HTTP by hand, to see what goes over the connection byte for byte.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<byte> _read = [];

    public RawClient(string path) => _socket.Connect(new UnixDomainSocketEndPoint(path));

    /// <summary>Asks for a stream that takes the connection over.</summary>
    /// <returns>The answer's head.</returns>
    public async Task<string> Take(string target, string body = "", bool upgrade = true)
    {
        string headers = upgrade ? "Connection: Upgrade\r\nUpgrade: tcp\r\n" : "";
        if (body.Length > 0) headers += "Content-Type: application/json\r\n";
        await Send($"POST {target} HTTP/1.1\r\nHost: docker\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}");
        return await Until("\r\n\r\n");
    }

    /// <summary>Asks for an answer without an end.</summary>
    public async Task<string> Get(string target)
    {
        await Send($"GET {target} HTTP/1.1\r\nHost: docker\r\n\r\n");
        return await Until("\r\n\r\n");
    }

    public async Task Send(string text) => await _socket.SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Says that no more will be sent.</summary>
    public void EndInput() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>What arrives, up to and with the text.</summary>
    public async Task<string> Until(string text)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(text);
        int at;
        while ((at = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_read).IndexOf(wanted)) < 0)
            if (!await More()) throw new InvalidOperationException($"The connection ended before '{text}'; it brought: {Encoding.UTF8.GetString([.. _read])}");
        return Encoding.Latin1.GetString(Cut(at + wanted.Length));
    }

    /// <summary>All that arrives until the other side ends the connection.</summary>
    public async Task<byte[]> Rest()
    {
        while (await More())
        {
        }

        return Cut(_read.Count);
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>A multiplexed stream's frames, those of one stream after another joined.</summary>
    public static string Frames(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        int last = 0;
        while (bytes.Length > 0)
        {
            int length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
            if (bytes[0] != last) text.Append($"[{last = bytes[0]}]");
            text.Append(Encoding.UTF8.GetString(bytes.Slice(8, length)));
            bytes = bytes[(8 + length)..];
        }

        return text.ToString();
    }

    private byte[] Cut(int count)
    {
        byte[] cut = [.. _read.Take(count)];
        _read.RemoveRange(0, count);
        return cut;
    }

    private async Task<bool> More()
    {
        byte[] buffer = new byte[64 * 1024];
        using var patience = new CancellationTokenSource(Patience);
        int count = await _socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
        _read.AddRange(buffer.AsSpan(0, count));
        return count > 0;
    }
}
