using System.Net.Sockets;
using ActorEngine.Linux;

namespace ActorEngine.Transport;

public sealed partial class EngineListener
{
    /// <summary>
    /// Listens at the endpoint, mode 0660, owned by <paramref name="group"/> where given. A socket file that nobody answers on is replaced.
    /// </summary>
    /// <exception cref="EngineAddressInUseException">Another engine answers there, or the path is no socket.</exception>
    public static EngineListener Bind(EngineEndpoint endpoint, uint? group, TimeProvider time)
    {
        try
        {
            return new EngineListener(endpoint, Wrap(SocketFile.Listen(endpoint.SocketPath, group)), time, ownsPath: true);
        }
        catch (SocketFileInUseException error)
        {
            throw new EngineAddressInUseException(endpoint, error.Message, error);
        }
    }

    /// <summary>The socket that the service manager passed, or null where it passed none.</summary>
    public static EngineListener? FromServiceManager(EngineEndpoint endpoint, TimeProvider time) =>
        (PassedSockets.Take(endpoint.SocketPath) ?? PassedSockets.TakeFirst()) is { } passed ? new EngineListener(endpoint, Wrap(passed), time, ownsPath: false) : null;

    private static Socket Wrap(FileDescriptor descriptor)
    {
        using (descriptor) return new Socket(new SafeSocketHandle(descriptor.Detach(), ownsHandle: true));
    }
}
