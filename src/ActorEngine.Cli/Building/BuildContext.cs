using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Verbs;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Building;

/// <summary>What a build is made from: the Dockerfile's text, and where the context comes from.</summary>
internal sealed record BuildContext(BuildContextKind Kind)
{
    private const int HeadLength = 512;

    /// <summary>Of a directory.</summary>
    public string Directory { get; private init; } = "";

    public PathPatterns Ignored { get; private init; } = PathPatterns.None;

    /// <summary>Of an archive.</summary>
    public Stream Archive { get; private init; } = Stream.Null;

    /// <summary>Of what the engine fetches.</summary>
    public string? Url { get; private init; }

    /// <summary>null = it is in the archive or repository.</summary>
    public string? Dockerfile { get; private init; }

    public string DockerfileName { get; private init; } = "Dockerfile";

    /// <exception cref="CommandException">There is no such context or Dockerfile.</exception>
    public static BuildContext Open(Invocation call, string operand, string? file)
    {
        if (IsRemote(operand)) return FromRemote(call, operand, file);
        if (operand == "-") return FromInput(call, file);
        if (File.Exists(operand)) return new BuildContext(BuildContextKind.Archive) { Archive = LocalFiles.Open(operand), DockerfileName = file ?? "Dockerfile" };
        if (!System.IO.Directory.Exists(operand)) throw new CommandException($"'{operand}': there is no such directory.");
        string directory = Path.GetFullPath(operand);
        if (file == "-") return new BuildContext(BuildContextKind.Directory) { Directory = directory, Ignored = Ignore(directory, null), Dockerfile = ReadAll(call.Console.Input) };
        string path = file is null ? Path.Combine(directory, "Dockerfile") : Path.GetFullPath(file);
        // Docker takes a name that is not below the current directory for one below the context.
        if (file is not null && !File.Exists(path) && File.Exists(Path.Combine(directory, file))) path = Path.Combine(directory, file);
        if (!File.Exists(path)) throw new CommandException($"'{file ?? Path.Combine(operand, "Dockerfile")}': there is no such Dockerfile; name it with --file.");
        return new BuildContext(BuildContextKind.Directory)
        {
            Directory = directory,
            Ignored = Ignore(directory, path),
            Dockerfile = File.ReadAllText(path),
            DockerfileName = Path.GetRelativePath(directory, path) is var relative && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : Path.GetFileName(path),
        };
    }

    /// <summary>A directory, and a Dockerfile that is in no file.</summary>
    public static BuildContext Inline(string directory, string dockerfile) =>
        new(BuildContextKind.Directory) { Directory = directory, Ignored = Ignore(directory, null), Dockerfile = dockerfile };

    // What names no file here: an address, or a repository as Docker writes it.
    private static bool IsRemote(string operand) =>
        operand.Contains("://", StringComparison.Ordinal) || operand.StartsWith("git@", StringComparison.Ordinal)
        || (operand.StartsWith("github.com/", StringComparison.Ordinal) && !System.IO.Directory.Exists(operand));

    private static BuildContext FromRemote(Invocation call, string operand, string? file) => new(BuildContextKind.Remote)
    {
        Url = operand,
        Dockerfile = file == "-" ? ReadAll(call.Console.Input) : null,
        DockerfileName = file is null or "-" ? "Dockerfile" : file,
    };

    private static BuildContext FromInput(Invocation call, string? file)
    {
        if (file == "-") throw new CommandException("standard input cannot be both the context and the Dockerfile.");
        if (call.Console.InputIsTerminal) throw new CommandException("standard input is a terminal; feed an archive or a Dockerfile from a pipe.");
        byte[] head = new byte[HeadLength];
        int count = call.Console.Input.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        if (count == 0) throw new CommandException("standard input is empty; feed an archive or a Dockerfile.");
        if (IsArchive(head.AsSpan(0, count)))
            return new BuildContext(BuildContextKind.Archive) { Archive = new PrefixedStream(head.AsMemory(0, count), call.Console.Input), DockerfileName = file ?? "Dockerfile" };
        if (file is not null) throw new CommandException("standard input is no archive, so --file names nothing in it.");
        return new BuildContext(BuildContextKind.None) { Dockerfile = ReadAll(new PrefixedStream(head.AsMemory(0, count), call.Console.Input)) };
    }

    private static bool IsArchive(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) || head.StartsWith("BZh"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z'])
        || head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) || (head.Length == HeadLength && (head.Slice(257, 5).SequenceEqual("ustar"u8) || head.Contains((byte)0)));

    private static string ReadAll(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // DOCKERFILE.dockerignore comes before the context's own.
    private static PathPatterns Ignore(string directory, string? dockerfile)
    {
        string own = dockerfile + ".dockerignore", path = dockerfile is not null && File.Exists(own) ? own : Path.Combine(directory, ".dockerignore");
        if (!File.Exists(path)) return PathPatterns.None;
        try
        {
            return PathPatterns.ParseFile(File.ReadAllText(path));
        }
        catch (FormatException wrong)
        {
            throw new CommandException($"{path}: {wrong.Message}");
        }
    }
}
