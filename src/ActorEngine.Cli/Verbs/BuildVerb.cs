using ActorEngine.Cli.Building;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Copying;
using ActorEngine.Cli.Options;
using ActorEngine.Cli.Registries;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Verbs;

internal static class BuildVerb
{
    public static Verb Definition => new("build", "build an image from a Dockerfile")
    {
        Synopsis = ["[OPTIONS] DIRECTORY|FILE|URL|-"],
        Description = """
            Carries out the instructions of a Dockerfile and makes an image of the result. The context, the files that COPY and ADD may take, is a directory, a tar archive
            (plain, gzip, bzip2, xz or zstd), or '-' for an archive from standard input. From standard input a Dockerfile alone is taken too; such a build has no context. Files that .dockerignore
            names are not sent; DOCKERFILE.dockerignore, beside the Dockerfile, comes before it.

            A URL is fetched by the engine: a git repository (https://HOST/PATH.git, git@HOST:PATH, ssh:// or git://, each with #REFERENCE:DIRECTORY after it), or the http address of an
            archive or of a Dockerfile. For private repositories give --ssh default, or a token as --secret id=GIT_AUTH_TOKEN.

            Steps whose result an earlier build has left are not done again. Steps that do not need each other run at the same time. RUN is a container of the engine.
            """,
        Options =
        [
            Option.Value("file", "FILE", "The Dockerfile; '-' reads it from standard input.", 'f') with { Completes = Completes.File },
            Option.List("tag", "NAME[:TAG]", "Name the image; may be repeated.", 't'),
            Option.List("build-arg", "NAME[=VALUE]", "Value of an ARG; without one, that of the variable of the name."),
            Option.Value("target", "STAGE", "Build this stage instead of the last."),
            Option.List("label", "NAME=VALUE", "Label the image."),
            Option.Value("platform", "OS/ARCH", "Build for this platform."),
            Option.Flag("pull", "Ask the registry for newer base images."),
            Option.Flag("no-cache", "Use no result of earlier builds."),
            Option.List("cache-from", "IMAGE", "Use the cache that this image brings along; also type=registry,ref=IMAGE."),
            Option.List("cache-to", "type=inline", "Let the image bring its cache along."),
            Option.Value("network", "NETWORK", "Network of RUN instructions: none, host or a network's name; default is that of containers that name none.") with { Choices = ["default", "none", "host"] },
            Option.List("add-host", "HOST:IP", "Add a line to /etc/hosts of RUN instructions."),
            Option.List("allow", "RIGHT", "Allow what a Dockerfile may ask for: security.insecure, network.host.") with { Choices = ["security.insecure", "network.host"] },
            Option.List("secret", "id=NAME[,src=FILE]", "A secret for RUN --mount=type=secret; also id=NAME,env=VARIABLE."),
            Option.List("ssh", "default|NAME[=SOCKET|KEY,...]", "An SSH agent for RUN --mount=type=ssh and git: default takes that of SSH_AUTH_SOCK; or its socket, or key files."),
            Option.Value("output", "SPEC", "Where the result goes: a directory, '-' for its files as a tar, or type=TYPE[,dest=PATH][,name=NAME][,push=true][,tar=false]; the types are image, registry, docker, oci, local, tar and cacheonly.", 'o'),
            Option.Flag("push", "Send the image to its registry, as --output type=registry does."),
            Option.Flag("load", "Keep the image in the engine, which is done in any case."),
            Option.Value("iidfile", "FILE", "Write the image's id to a file.") with { Completes = Completes.File },
            Option.Value("progress", "KIND", "How to show progress: auto, plain, tty or quiet.") with { Choices = ["auto", "plain", "tty", "quiet"] },
            Option.Flag("quiet", "Print the image's id and nothing else.", 'q'),
            .. ResourceOptions.Table,
            .. ContainerOptions.Under("Limits",
                Option.Value("shm-size", "SIZE", "Size of /dev/shm; default 64m."),
                Option.Value("cgroup-parent", "CGROUP", "cgroup to make those of RUN instructions in.")),
            .. ContainerOptions.Under("For Docker's sake",
                Option.Flag("rm", "Remove the containers of steps, which is done in any case."),
                Option.Flag("force-rm", "The same."),
                Option.Flag("compress", "Compress the context on its way; there is no network on it.")),
        ],
        Least = 1,
        Most = 1,
        Completes = Completes.File,
        Examples =
        [
            new("actorctl build -t app .", "Build the current directory."),
            new("actorctl build --target test --output type=cacheonly .", "Run the tests of a stage and keep no image."),
            new("tar -c . | actorctl build -t app -", "Take the context from a pipe."),
            new("actorctl build -o out .", "Put the files of the result into a directory."),
            new("actorctl build --push -t registry.example/team/app:1 https://git.example/app.git#main:server", "Build a directory of a branch and send the image to its registry."),
        ],
        SeeAlso = ["run", "images", "load"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        Arguments given = call.Arguments;
        BuildOutputTarget output = given.Value("output", BuildOutputTarget.Parse) ?? BuildOutputTarget.Image;
        if (given.Flag("push")) output = output.Export == BuildExport.Image ? output with { Pushes = true } : throw given.Wrong("push", "the result goes into a file; push an image.");
        IReadOnlyList<BuildSecret> secrets = given.List("secret", text => BuildSecrets.Read(text, call.Environment));
        using var agents = new SshAgents();
        _ = given.List("ssh", text => agents.Add(text, call.Environment));
        BuildContext context = BuildContext.Open(call, given.Operands[0], given.Value("file"));
        BuildImage request = BuildRequests.Of(call, context, output, secrets, agents);
        bool quiet = given.Flag("quiet");
        if (output.Pushes && request.Tags.Count == 0) throw given.Wrong("push", "the image has no name to be pushed by; give it one with --tag.");
        string? unpacked = output.Unpacks ? Path.GetTempFileName() : null;
        try
        {
            ImageBuilt built;
            await using (Stream? export = Export(call, output, unpacked))
            {
                await using var connection = await call.ConnectAsync();
                await using var session = new BuildSession(connection.Open(request), context, agents, new DockerConfiguration(call.Environment), Progress(call, quiet), export);
                built = await session.RunAsync();
                if (output.Pushes) await PushAsync(call, connection, request.Tags, quiet);
            }

            if (unpacked is not null) await UnpackAsync(unpacked, output.Destination);
            foreach (string warning in quiet ? [] : built.Warnings) call.Console.Complain($"actorctl: warning: {warning}");
            if (given.Value("iidfile") is { } file && built.Id.Value is { Length: > 0 } id) await File.WriteAllTextAsync(file, id);
            if (quiet && built.Id.Value is { Length: > 0 } image) call.Console.WriteLine(image);
            return 0;
        }
        finally
        {
            if (unpacked is not null) File.Delete(unpacked);
        }
    }

    private static async Task PushAsync(Invocation call, EngineConnection connection, IReadOnlyList<ImageReference> names, bool quiet)
    {
        foreach (ImageReference name in names)
        {
            var push = new PushImage(name) { Credentials = await new DockerConfiguration(call.Environment).ForImageAsync(name.Value) };
            await Transfers.PushAsync(call, connection, push, quiet ? null : Transfers.ErrorDisplay(call));
        }
    }

    private static IBuildProgress Progress(Invocation call, bool quiet)
    {
        string kind = quiet ? "quiet" : call.Arguments.Value("progress") ?? call.Environment("BUILDKIT_PROGRESS") ?? "auto";
        if (kind is not ("auto" or "plain" or "tty" or "quiet")) throw call.Arguments.Wrong("progress", $"'{kind}' is none of auto, plain, tty and quiet.");
        if (kind == "auto") kind = call.Console.ErrorIsTerminal ? "tty" : "plain";
        return kind switch
        {
            "tty" => new TerminalProgress(call.Console.WriteError, () => call.Console.Size is { Columns: > 0, Rows: > 0 } size ? (size.Columns, size.Rows) : (80, 24), call.Clock),
            "quiet" => new QuietProgress(call.Console.WriteError),
            _ => new PlainProgress(call.Console.WriteError),
        };
    }

    // What is unpacked comes to a file first, so that a build that fails leaves the directory as it was.
    private static Stream? Export(Invocation call, BuildOutputTarget output, string? unpacked)
    {
        if (unpacked is not null) return File.Create(unpacked);
        if (output.Destination.Length == 0) return null;
        if (output.Destination != "-") return File.Create(output.Destination);
        return call.Console.OutputIsTerminal ? throw call.Arguments.Wrong("output", "standard output is a terminal; name a file with dest=PATH.") : call.Console.Output;
    }

    private static async Task UnpackAsync(string archive, string directory)
    {
        Directory.CreateDirectory(directory);
        await using FileStream tar = File.OpenRead(archive);
        await new ArchiveReader(Path.GetFullPath(directory), keepOwners: Environment.UserName == "root").ReadAsync(tar, "", "");
    }
}
