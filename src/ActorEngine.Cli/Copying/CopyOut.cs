using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Copying;

/// <summary>Copies out of a container, by the rules of docker cp.</summary>
internal static class CopyOut
{
    public static async Task RunAsync(Invocation call, EngineConnection connection, ContainerPath from, ContainerPath to)
    {
        var container = new ContainerReference(from.Container!);
        string source = from.Path;
        if (call.Arguments.Flag("follow-link")
            && await connection.DemandAsync<PathStat>(new StatPath(container, source)) is { LinkTarget: { Length: > 0 } target })
            source = target.StartsWith('/') ? target : $"{ContainerPath.Parent(source).TrimEnd('/')}/{target}";

        await using var stream = connection.Open(new CopyFromContainer(container, to.IsStream ? source : source.EndsWith("/.", StringComparison.Ordinal) ? source[..^1] : source));
        if (to.IsStream)
        {
            if (call.Console.OutputIsTerminal) throw new CommandException("an archive is not written to a terminal; pipe it into something, such as tar t.");
            await new OutputRelay(call.Console).RunAsync(stream, null, CancellationToken.None);
            return;
        }

        await using var bytes = new EngineByteStream(stream);
        var stat = await bytes.FirstItemAsync<PathStat>() ?? throw new CommandException("the engine sent nothing.");
        string top = stat.Name.Trim('/');
        var (directory, name) = Target(to.Path, top, stat.IsDirectory, ContainerPath.MeansContents(source));
        await new ArchiveReader(directory, call.Arguments.Flag("archive")).ReadAsync(bytes, top, name);
    }

    /// <summary>The directory to unpack in, and the name the copy gets there; empty for the directory itself.</summary>
    /// <exception cref="CommandException">The target does not fit.</exception>
    internal static (string Directory, string Name) Target(string path, string sourceName, bool isDirectory, bool contents)
    {
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full)) return (full, isDirectory && contents ? "" : sourceName);
        if (File.Exists(full) && isDirectory) throw new CommandException($"'{path}' is a file, and a directory would take its place; name a directory.");
        if (!isDirectory && ContainerPath.SaysDirectory(path)) throw new CommandException($"there is no directory '{path}'; make it first.");
        string parent = Path.GetDirectoryName(full.TrimEnd('/')) ?? "/";
        if (!Directory.Exists(parent)) throw new CommandException($"there is no directory '{parent}'; make it first.");
        return (parent, Path.GetFileName(full.TrimEnd('/')));
    }
}
