using System.Net.Sockets;
using System.Text;
using ActorEngine.Linux;

namespace ActorEngine.Transport;

/// <summary>A socket path as an address. A path over the kernel's 107 bytes is named through an open descriptor of its directory.</summary>
internal sealed class SocketAddressScope : IDisposable
{
    private const int LongestPath = 107;
    private readonly FileDescriptor? directory;

    private SocketAddressScope(string path, FileDescriptor? directory) =>
        (EndPoint, this.directory) = (new UnixDomainSocketEndPoint(path), directory);

    /// <summary>Valid until this object is disposed.</summary>
    public UnixDomainSocketEndPoint EndPoint { get; }

    public static SocketAddressScope For(string path)
    {
        if (Encoding.UTF8.GetByteCount(path) <= LongestPath) return new SocketAddressScope(path, null);
        var directory = FileDescriptor.Open(Path.GetDirectoryName(path)!, OpenFlags.Path | OpenFlags.Directory);
        return new SocketAddressScope($"{directory.ProcPath}/{Path.GetFileName(path)}", directory);
    }

    public void Dispose() => directory?.Dispose();
}
