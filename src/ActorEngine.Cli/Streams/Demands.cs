using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Streams;

/// <summary>Questions whose answer must be of one type.</summary>
internal static class Demands
{
    /// <exception cref="FaultException">The answer is a fault.</exception>
    public static async Task<T> DemandAsync<T>(this EngineConnection connection, IMessage message, CancellationToken cancellation = default) where T : IReply =>
        Expect<T>(await connection.AskAsync(message, cancellation));

    /// <summary>The reply as what it has to be.</summary>
    /// <exception cref="FaultException">It is a fault.</exception>
    public static T Expect<T>(IReply reply) where T : IReply => reply switch
    {
        T answer => answer,
        Fault fault => throw new FaultException(fault),
        _ => throw new FaultException(new Fault(FaultCode.Internal, $"The engine answered with {MessageCodec.ManifestOf(reply)}, which does not fit the question.")),
    };
}
