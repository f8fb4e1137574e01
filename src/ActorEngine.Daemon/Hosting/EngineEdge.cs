using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>Where code outside the actors asks one. Nothing inside the actors does.</summary>
internal static class EngineEdge
{
    /// <summary>Longest time for an answer that needs no container to do something.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The answer; a fault where none came in time.</summary>
    /// <exception cref="OperationCanceledException">The asker gave up.</exception>
    public static async Task<object> AskAsync(IActorRef actor, object question, TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            return await actor.Ask<object>(question, timeout, cancellation).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return new Fault(FaultCode.Timeout, $"{actor.Path.Name} did not answer within {timeout.TotalSeconds:0} s.");
        }
        catch (Exception error) when (error is not OperationCanceledException && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException("The asker gave up.", error, cancellation);
        }
    }

    /// <summary>The answer of the type wanted; throws <see cref="FaultException"/> with the fault that came instead.</summary>
    public static async Task<T> AskAsync<T>(IActorRef actor, object question, TimeSpan timeout, CancellationToken cancellation) =>
        await AskAsync(actor, question, timeout, cancellation).ConfigureAwait(false) switch
        {
            T answer => answer,
            Fault fault => throw new FaultException(fault),
            var other => throw new FaultException(new Fault(FaultCode.Internal, $"{actor.Path.Name} answered {other.GetType().Name}.")),
        };
}

/// <summary>Carries a fault out of nested calls to the request that answers it.</summary>
internal sealed class FaultException(Fault fault) : Exception(fault.Message)
{
    public Fault Fault { get; } = fault;
}
