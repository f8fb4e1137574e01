using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Client;

/// <summary>The first exchange on every connection.</summary>
internal static class Greeting
{
    public static async Task<Welcome> ExchangeAsync(ShimChannel channel, bool notifications, CancellationToken cancellation)
    {
        await channel.SendAsync(1, new Hello(Frames.Version, notifications), null, cancellation).ConfigureAwait(false);
        Frame frame = await ReceiveAsync(channel, cancellation).ConfigureAwait(false);
        return frame.Kind switch
        {
            FrameKind.Welcome => frame.Read<Welcome>(),
            FrameKind.Fault => throw Faulted(frame),
            _ => throw new ShimUnreachableException($"the shim greeted with {frame.Kind}"),
        };
    }

    public static async Task<Frame> ReceiveAsync(ShimChannel channel, CancellationToken cancellation)
    {
        try
        {
            return await channel.ReceiveAsync(cancellation).ConfigureAwait(false)
                ?? throw new ShimUnreachableException("the shim closed the connection");
        }
        catch (System.Net.Sockets.SocketException failure)
        {
            throw new ShimUnreachableException("the connection to the shim broke", failure);
        }
    }

    public static ShimFaultException Faulted(Frame frame)
    {
        Fault fault = frame.Read<Fault>();
        return new ShimFaultException(fault.Code, fault.Message);
    }
}
