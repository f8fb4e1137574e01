using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Copying;

/// <summary>Copies into a container, by the rules of docker cp.</summary>
internal static class CopyIn
{
    public static async Task RunAsync(Invocation call, EngineConnection connection, ContainerPath from, ContainerPath to)
    {
        var container = new ContainerReference(to.Container!);
        bool owners = call.Arguments.Flag("archive");
        if (from.IsStream)
        {
            if (call.Console.InputIsTerminal) throw new CommandException("standard input is a terminal; feed an archive from a pipe.");
            await Upload.SendAsync<Done>(connection, new CopyToContainer(container, to.Path) { KeepOwners = owners }, async stream =>
            {
                await using var bytes = new EngineByteStream(stream);
                await call.Console.Input.CopyToAsync(bytes);
            });
            return;
        }

        bool follow = call.Arguments.Flag("follow-link");
        string source = Path.GetFullPath(from.Path);
        if (Linux.FileStat.Of(source, followLinks: follow) is not { } here) throw new CommandException($"'{from.Path}': there is no such file or directory.");
        var there = await StatAsync(connection, container, to.Path);
        var (directory, name) = Target(to.Path, there, ContainerPath.LastName(source), here.IsDirectory, ContainerPath.MeansContents(from.Path));
        await Upload.SendAsync<Done>(connection, new CopyToContainer(container, directory) { KeepOwners = owners }, async stream =>
        {
            await using var bytes = new EngineByteStream(stream);
            await ArchiveWriter.WriteAsync(bytes, source, name, owners, follow);
        });
    }

    /// <summary>The directory in the container to unpack in, and the name the copy gets there; empty for the directory itself.</summary>
    /// <exception cref="CommandException">The target does not fit.</exception>
    internal static (string Directory, string Name) Target(string path, PathStat? there, string sourceName, bool isDirectory, bool contents)
    {
        string full = path.StartsWith('/') ? path : "/" + path;
        if (there is { IsDirectory: true }) return (full, isDirectory && contents ? "" : sourceName);
        if (there is not null && isDirectory) throw new CommandException($"'{path}' is a file in the container, and a directory would take its place; name a directory.");
        if (!isDirectory && ContainerPath.SaysDirectory(path)) throw new CommandException($"there is no directory '{path}' in the container; make it first.");
        return (ContainerPath.Parent(full), ContainerPath.LastName(full));
    }

    // A symbolic link to a directory stands for the directory.
    private static async Task<PathStat?> StatAsync(EngineConnection connection, ContainerReference container, string path)
    {
        for (int links = 0; links < 40; links++)
        {
            var reply = await connection.AskAsync(new StatPath(container, path));
            if (reply is Fault { Code: FaultCode.NotFound } && links == 0) return await ContainerExistsAsync(connection, container);
            var stat = Demands.Expect<PathStat>(reply);
            if (stat.LinkTarget is not { Length: > 0 } target) return stat;
            path = target.StartsWith('/') ? target : $"{ContainerPath.Parent(path).TrimEnd('/')}/{target}";
        }

        throw new CommandException($"'{path}' is a chain of too many symbolic links.");
    }

    private static async Task<PathStat?> ContainerExistsAsync(EngineConnection connection, ContainerReference container)
    {
        await connection.DemandAsync<ContainerInspection>(new InspectContainer(container));
        return null;
    }
}
