using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Daemon;

/// <summary>Answers <see cref="CopyToContainer"/>.</summary>
internal static class CopyIn
{
    public static async Task<IReply> RunAsync(EngineServices services, IEngineCall call, CopyToContainer request)
    {
        using var root = await ContainerRoot.OpenAsync(services, request.Container, writable: true, call.Cancelled).ConfigureAwait(false);
        try
        {
            await using var archive = new CallInput(call);
            await new TreeExtractor(root, request.Path, request.KeepOwners).ReadAsync(archive, call.Cancelled).ConfigureAwait(false);
            return new Done();
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or EndOfStreamException)
        {
            return new Fault(FaultCode.InvalidArgument, $"What was sent is no tar archive: {error.Message}");
        }
        catch (LinuxException error)
        {
            throw ContainerRoot.Refused(error.Errno, error.Subject ?? request.Path);
        }
    }
}
