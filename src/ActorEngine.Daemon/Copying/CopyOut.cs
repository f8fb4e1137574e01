using System.Formats.Tar;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Daemon;

/// <summary>Answers <see cref="CopyFromContainer"/> and <see cref="StatPath"/>.</summary>
internal static class CopyOut
{
    public static async Task<IReply> StatAsync(EngineServices services, IEngineCall call, StatPath request)
    {
        using var root = await ContainerRoot.OpenAsync(services, request.Container, writable: false, call.Cancelled).ConfigureAwait(false);
        var (parent, name) = root.Locate(request.Path);
        using (parent) return Stat(parent, name, request.Path);
    }

    public static async Task<IReply> RunAsync(EngineServices services, IEngineCall call, CopyFromContainer request)
    {
        var view = services.Resolve(request.Container);
        using var root = await ContainerRoot.OpenAsync(services, request.Container, writable: false, call.Cancelled).ConfigureAwait(false);
        var (parent, name) = root.Locate(request.Path);
        using (parent)
        {
            var stat = Stat(parent, name, request.Path);
            await call.SendItemAsync(stat, call.Cancelled).ConfigureAwait(false);
            await using var output = new CallOutput(call);
            try
            {
                await using (var writer = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true))
                    await new TreeArchiver(writer, root.Mapping, request.Top == "/" ? "/" : "").AddAsync(parent, name, (request.Top ?? stat.Name).Trim('/'), call.Cancelled).ConfigureAwait(false);
            }
            catch (LinuxException error)
            {
                throw ContainerRoot.Refused(error.Errno, error.Subject ?? request.Path);
            }

            await output.FlushAsync(call.Cancelled).ConfigureAwait(false);
            Happenings.Tell(services, view, "archive-path");
            return new StreamEnded();
        }
    }

    private static PathStat Stat(FileDescriptor parent, string name, string path)
    {
        if (FileStat.Of(parent, name) is not { } status) throw ContainerRoot.Refused(Errno.ENOENT, path);
        string last = path.TrimEnd('/');
        if (last.EndsWith("/.", StringComparison.Ordinal)) last = last[..^2].TrimEnd('/');
        last = last[(last.LastIndexOf('/') + 1)..];
        return new PathStat(last is "" or "." or ".." ? "/" : last, (long)status.Size, (int)status.Mode, DateTimeOffset.UnixEpoch.AddTicks(status.Modified / 100))
        {
            IsDirectory = status.IsDirectory,
            LinkTarget = status.IsSymbolicLink ? FileTree.ReadLink(parent, name) : null,
        };
    }
}
