using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class CommitVerb
{
    public static Verb Definition => new("commit", "make an image of a container")
    {
        Synopsis = ["[OPTIONS] CONTAINER [NAME[:TAG]]"],
        Description = """
            Makes an image of what a container wrote on top of its own image, with the container's settings, and prints its id. What lies in mounts is not part of it.
            The container's processes are frozen meanwhile, unless --pause=false says otherwise.
            """,
        Options =
        [
            Option.Value("author", "TEXT", "Who made it.", 'a'),
            Option.List("change", "INSTRUCTION", "Give the image a setting, written as in a Dockerfile: CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME, WORKDIR.", 'c'),
            Option.Value("message", "TEXT", "Note kept with the image.", 'm'),
            Option.Flag("pause", "Freeze the container meanwhile; the default.", 'p'),
        ],
        Least = 1,
        Most = 2,
        Completes = Completes.Container,
        Examples = [new("actorctl commit -c 'CMD [\"nginx\"]' web mine:1", "Keep what was set up by hand.")],
        SeeAlso = ["diff", "save", "images"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var arguments = call.Arguments;
        _ = arguments.List("change", text => ImageChange.Parse(text, SmallSyntax.IsSignal));
        var loaded = await call.AskAsync<ImagesLoaded>(new CommitContainer(new ContainerReference(arguments.Operands[0]))
        {
            Reference = arguments.Operands.Count > 1 ? new ImageReference(arguments.Operands[1]) : null,
            Author = arguments.Value("author"),
            Message = arguments.Value("message"),
            Changes = arguments.List("change"),
            Pause = arguments.Flag("pause", otherwise: true),
        });
        foreach (var image in loaded.Images) call.Console.WriteLine(image.Id.Value);
        return 0;
    }
}
