using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Registries;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class PushVerb
{
    public static Verb Definition => new("push", "send an image to a registry")
    {
        Synopsis = ["[OPTIONS] NAME[:TAG]"],
        Description = "Sends an image to the registry that its name begins with. Layers that are kept compressed are sent as they are; those that are kept plain, as archives of 'docker save' and 'import' bring them, are compressed on the way, unless --compression none says otherwise: the image has the same digest there then. Layers that the registry has, in this repository or in another one it lets take them from, are not sent. Credentials are found as 'pull' finds them.",
        Options =
        [
            Option.Flag("all-tags", "All tags that the repository has here.", 'a'),
            Option.Value("compression", "gzip|none", "What becomes of layers that are kept plain."),
            Transfers.ContentTrust,
            Option.Flag("quiet", "Print the image's full name only.", 'q'),
        ],
        Least = 1,
        Most = 1,
        Completes = Completes.Image,
        Examples = [new("actorctl push registry.example:5000/team/app:1.2", "Send one tag.")],
        SeeAlso = ["pull", "login", "registry"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var arguments = call.Arguments;
        string image = arguments.Operands[0];
        bool all = arguments.Flag("all-tags"), quiet = arguments.Flag("quiet");
        if (all && ReferenceName.Parse(image, out _) is { Tag: not null }) throw arguments.Wrong("all-tags", $"'{image}' names one tag; leave it out.");
        var compression = arguments.Value("compression") switch
        {
            null or "gzip" => PushCompression.Gzip,
            "none" => PushCompression.Unchanged,
            var other => throw arguments.Wrong("compression", $"'{other}' is neither gzip nor none."),
        };
        var request = new PushImage(new ImageReference(image)) { AllTags = all, Compression = compression, Credentials = await new DockerConfiguration(call.Environment).ForImageAsync(image) };
        if (!quiet && !all && ReferenceName.Parse(image, out _) is { Tag: null }) call.Console.WriteLine("Using default tag: latest");
        await using var connection = await call.ConnectAsync();
        var pushed = await Transfers.PushAsync(call, connection, request, quiet ? null : Transfers.Display(call));
        if (quiet) foreach (var one in pushed.Images) call.Console.WriteLine(one.Reference);
        return 0;
    }
}
