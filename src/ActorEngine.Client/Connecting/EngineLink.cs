using System.Runtime.CompilerServices;
using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client;

/// <summary>A link to one engine as code outside the actors uses it: opens calls, asks questions, takes up again what can be taken up. Thread-safe.</summary>
public sealed class EngineLink
{
    private readonly IActorRef actor;
    private readonly EngineClientOptions options;

    internal EngineLink(string address, IActorRef actor, LinkState state, EngineClientOptions options) =>
        (Address, this.actor, State, this.options) = (address, actor, state, options);

    /// <summary>The engine's address.</summary>
    public string Address { get; }

    /// <summary>How the link is.</summary>
    public LinkState State { get; }

    internal IActorRef Actor => actor;

    /// <summary>Opens a call; it waits for a session where there is none.</summary>
    public EngineCall Open(IMessage request)
    {
        var call = new EngineCall(request);
        actor.Tell(new OpenCall(call), ActorRefs.NoSender);
        return call;
    }

    /// <summary>The answer to a command or query. What may be asked twice is asked again where the session ended before the answer (<see cref="RepeatableRequest"/>).</summary>
    /// <exception cref="EngineFaultException">The engine answered with a fault.</exception>
    /// <exception cref="EngineUnreachableException">No session came about.</exception>
    /// <exception cref="EngineLinkLostException">The session ended before the answer to a command that may not be asked twice.</exception>
    public async Task<T> AskAsync<T>(IMessage request, CancellationToken cancellation = default) where T : IReply =>
        await AskAsync(request, cancellation).ConfigureAwait(false) switch
        {
            T answer => answer,
            Fault fault => throw new EngineFaultException(fault),
            var other => throw new EngineFaultException(new Fault(FaultCode.Internal, $"The engine answered with {MessageCodec.ManifestOf(other)}, which does not fit the question.")),
        };

    /// <summary>As the other, with a fault returned like any answer.</summary>
    public async Task<IReply> AskAsync(IMessage request, CancellationToken cancellation = default)
    {
        request = RepeatableRequest.Named(request);
        for (bool again = false; ; again = true)
        {
            try
            {
                await foreach (var element in ReadAsync(request, cancellation).ConfigureAwait(false))
                    if (element is StreamElement.End end) return again ? RepeatableRequest.Answer(request, end.Reply) : end.Reply;
            }
            catch (EngineLinkLostException) when (RepeatableRequest.Is(request))
            {
                // Asking again is harmless.
            }
        }
    }

    /// <summary>A call from its beginning to its end, bounded by the options' patience while there is no session.</summary>
    internal async IAsyncEnumerable<StreamElement> ReadAsync(IMessage request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await ReachableAsync(cancellation).ConfigureAwait(false);
        await using var call = Open(request);
        await foreach (var element in call.ReadAsync(cancellation).ConfigureAwait(false)) yield return element;
    }

    /// <summary>Waits for a session, as long as the options allow. Where the engine refuses, it returns: the call is told why.</summary>
    /// <exception cref="EngineUnreachableException">None came about.</exception>
    public async Task ReachableAsync(CancellationToken cancellation = default)
    {
        try
        {
            await State.Settled.WaitAsync(options.Patience, options.Time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException error)
        {
            throw new EngineUnreachableException(Address, State.Now.Reason is { Length: > 0 } reason ? reason : "no session came about", error);
        }
    }

    /// <summary>Ends the session where <see cref="EngineClientOptions.IsRevoked"/> says by now that the engine's certificate was taken back.</summary>
    public void Recheck() => actor.Tell(RecheckTrust.Instance, ActorRefs.NoSender);

    /// <summary>Ends the link; calls in flight end with it.</summary>
    public void Close() => actor.Tell(CloseLink.Instance, ActorRefs.NoSender);
}
