using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ActorEngine.Benchmarks.Docker;

/// <summary>HTTP over one open Unix socket, with as little of a client's own work as can be.</summary>
internal sealed class DockerConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    // Kept: garbage of this client's would be measured as the daemon's time.
    private readonly MemoryStream _body = new(1 << 20);
    private byte[] _buffer = new byte[1 << 20];
    private int _start, _end;

    public DockerConnection(string path) => _socket.Connect(new UnixDomainSocketEndPoint(path));

    public void Dispose()
    {
        _socket.Dispose();
        _body.Dispose();
    }

    /// <summary>Sends a request and reads the whole answer: its status and its body, which is valid until the next.</summary>
    public (int Status, ReadOnlyMemory<byte> Body) Ask(string method, string path, string? json = null)
    {
        string head = $"{method} {path} HTTP/1.1\r\nHost: docker\r\n" + (json is null ? "\r\n" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");
        _socket.Send(Encoding.UTF8.GetBytes(head));
        string headers = Encoding.ASCII.GetString(Take(Find("\r\n\r\n"u8) + 4));
        int status = int.Parse(headers.AsSpan(9, 3), CultureInfo.InvariantCulture);
        if (status is 204 or 304) return (status, default);
        _body.SetLength(0);
        if (Header(headers, "Content-Length:") is { } length)
        {
            _body.Write(Take(int.Parse(length, CultureInfo.InvariantCulture)));
            return (status, Body());
        }

        while (true)
        {
            int size = int.Parse(Encoding.ASCII.GetString(Take(Find("\r\n"u8))), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Take(2);
            _body.Write(Take(size));
            Take(2);
            if (size == 0) return (status, Body());
        }
    }

    private ReadOnlyMemory<byte> Body() => _body.GetBuffer().AsMemory(0, (int)_body.Length);

    private static string? Header(string headers, string name)
    {
        int at = headers.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : headers[(at + name.Length)..headers.IndexOf('\r', at)].Trim();
    }

    private int Find(ReadOnlySpan<byte> mark)
    {
        while (true)
        {
            int at = _buffer.AsSpan(_start, _end - _start).IndexOf(mark);
            if (at >= 0) return at;
            Fill();
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        while (_end - _start < count) Fill();
        var taken = _buffer.AsSpan(_start, count);
        _start += count;
        return taken;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
        int count = _socket.Receive(_buffer, _end, _buffer.Length - _end, SocketFlags.None);
        _end += count > 0 ? count : throw new IOException("The daemon closed the connection.");
    }
}
