using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Registries;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class PullVerb
{
    public static Verb Definition => new("pull", "fetch an image from a registry")
    {
        Synopsis = ["[OPTIONS] NAME[:TAG|@DIGEST]"],
        Description = """
            Fetches an image and gives it its name here. A name without a registry is one of the default registry, docker.io unless the engine is set otherwise: 'busybox' means docker.io/library/busybox:latest. Layers that the engine has are not fetched again.

            The registry is shown the user's credentials as Docker keeps them ($DOCKER_CONFIG/config.json or ~/.docker/config.json, and the credential helpers named there), else those that 'actorctl login' gave to the engine. Interrupted, a pull leaves nothing behind.
            """,
        Options =
        [
            Option.Flag("all-tags", "All tags of the repository.", 'a'),
            Transfers.ContentTrust,
            Transfers.Platform,
            Option.Flag("quiet", "Print the image's full name only.", 'q'),
        ],
        Least = 1,
        Most = 1,
        Completes = Completes.Image,
        Examples =
        [
            new("actorctl pull registry.example:5000/team/app:1.2", "Fetch one tag from a registry of one's own."),
            new("actorctl pull --platform linux/arm64 alpine", "Fetch the image for another machine."),
        ],
        SeeAlso = ["push", "login", "images", "registry"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var arguments = call.Arguments;
        string image = arguments.Operands[0];
        bool all = arguments.Flag("all-tags"), quiet = arguments.Flag("quiet");
        var name = ReferenceName.Parse(image, out _);
        var request = new PullImage(new ImageReference(image))
        {
            AllTags = all,
            Platform = arguments.Value("platform"),
            Credentials = await new DockerConfiguration(call.Environment).ForImageAsync(image),
        };
        if (!quiet && !all && name is { Tag: null, Digest: null }) call.Console.WriteLine("Using default tag: latest");
        await using var connection = await call.ConnectAsync();
        var loaded = await Transfers.PullAsync(call, connection, request, quiet ? null : Transfers.Display(call));
        foreach (var pulled in loaded.Pulled) call.Console.WriteLine(pulled.Reference);
        return 0;
    }
}
