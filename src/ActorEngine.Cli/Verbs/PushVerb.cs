using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Registries;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class PushVerb
{
    public static Verb Definition => new("push", "send an image to a registry")
    {
        Synopsis = ["[OPTIONS] NAME[:TAG]"],
        Description = "Sends an image to the registry that its name begins with. Layers are sent as they are kept, so that the image has the same digest there; those that the registry has, in this repository or in another one it lets take them from, are not sent. Credentials are found as 'pull' finds them.",
        Options =
        [
            Option.Flag("all-tags", "All tags that the repository has here.", 'a'),
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
        var request = new PushImage(new ImageReference(image)) { AllTags = all, Credentials = await new DockerConfiguration(call.Environment).ForImageAsync(image) };
        if (!quiet && !all && ReferenceName.Parse(image, out _) is { Tag: null }) call.Console.WriteLine("Using default tag: latest");
        await using var connection = await call.ConnectAsync();
        var pushed = await Transfers.PushAsync(call, connection, request, quiet ? null : Transfers.Display(call));
        if (quiet) foreach (var one in pushed.Images) call.Console.WriteLine(one.Reference);
        return 0;
    }
}
