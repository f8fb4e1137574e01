using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;

namespace ActorEngine.Daemon;

/// <summary>Answers <see cref="CopyToContainer"/>.</summary>
internal static class CopyIn
{
    public static async Task<IReply> RunAsync(EngineServices services, IEngineCall call, CopyToContainer request)
    {
        var view = services.Resolve(request.Container);
        using var root = await ContainerRoot.OpenAsync(services, request.Container, writable: true, call.Cancelled).ConfigureAwait(false);
        try
        {
            await using var input = new CallInput(call);
            var extractor = new TreeExtractor(root, request, Owner(root, view.Inspection, request));
            await CompressedArchive.ReadAsync(input, archive => extractor.ReadAsync(archive, call.Cancelled), call.Cancelled).ConfigureAwait(false);
            Happenings.Tell(services, view, "extract-to-dir");
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

    private static (uint User, uint Group)? Owner(ContainerRoot root, ContainerInspection inspection, CopyToContainer request)
    {
        string? user = inspection.Settings.User is { Length: > 0 } own ? own : inspection.ImageConfiguration.User;
        return request.AsUser && user is { Length: > 0 } ? Accounts.Find(root.Directory, user) : null;
    }
}
