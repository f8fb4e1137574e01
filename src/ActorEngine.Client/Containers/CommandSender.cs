using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>Commands whose failure is an answer like any other.</summary>
internal static class CommandSender
{
    /// <summary>The answer; a fault where the engine cannot be reached.</summary>
    public static async Task<object> SendAsync(EngineLink link, IMessage command, CancellationToken cancellation = default)
    {
        try
        {
            return await link.AskAsync(command, cancellation).ConfigureAwait(false);
        }
        catch (EngineFaultException refused)
        {
            return refused.Fault;
        }
        catch (EngineException error)
        {
            return new Fault(FaultCode.Unavailable, error.Message);
        }
    }
}
