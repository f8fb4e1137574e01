using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Verbs;

/// <summary>The verbs that remove what is not used.</summary>
internal static class PruneVerbs
{
    private static readonly Option Filter = Option.List("filter", "KEY=VALUE", "Only what fits: until=TIME (older than), label=KEY[=VALUE], label!=KEY[=VALUE].");

    public static Verb Images => new("image prune", "remove images that nothing uses")
    {
        Synopsis = ["[OPTIONS]"],
        Description = "Removes images without a name of which there is no container; with --all those with names as well.",
        Options = [Option.Flag("all", "Also those that have names.", 'a'), Filter, Confirmation.Option],
        Most = 0,
        Examples = [new("actorctl image prune -af --filter until=240h", "Remove all that no container uses and that is older than ten days.")],
        SeeAlso = ["rmi", "images"],
        Run = async call =>
        {
            bool all = call.Arguments.Flag("all");
            if (!Confirmation.Given(call, all ? "This removes all images without a container." : "This removes all images without a name and without a container.")) return 1;
            var pruned = await call.AskAsync<ImagesPruned>(new PruneImages { All = all, Filters = [.. Filters(call)] });
            if (pruned.Deleted.Count > 0) call.Console.WriteLine("Deleted Images:");
            PrintImages(call, pruned.Untagged, pruned.Deleted);
            return Reclaimed(call, pruned.ReclaimedBytes);
        },
    };

    public static Verb Containers => new("container prune", "remove containers that do not run")
    {
        Synopsis = ["[OPTIONS]"],
        Description = "Removes all containers that do not run, with what they wrote.",
        Options = [Filter, Confirmation.Option],
        Most = 0,
        SeeAlso = ["rm", "ps"],
        Run = async call =>
        {
            if (!Confirmation.Given(call, "This removes all containers that do not run.")) return 1;
            var pruned = await call.AskAsync<ContainersPruned>(new PruneContainers { Filters = [.. Filters(call)] });
            PrintContainers(call, pruned.Deleted);
            return Reclaimed(call, pruned.ReclaimedBytes);
        },
    };

    public static Verb System => new("system prune", "remove all that is not used")
    {
        Synopsis = ["[OPTIONS]"],
        Description = "Removes containers that do not run, images without a name of which there is then no container, and what builds keep; with --all images with names as well, with --volumes anonymous volumes that no container has.",
        Options = [Option.Flag("all", "Also images that have names.", 'a'), Option.Flag("volumes", "Also anonymous volumes that no container has."), Filter, Confirmation.Option],
        Most = 0,
        SeeAlso = ["rmi", "rm"],
        Run = async call =>
        {
            bool all = call.Arguments.Flag("all");
            bool volumes = call.Arguments.Flag("volumes");
            if (!Confirmation.Given(call, $"This removes all containers that do not run, all images {(all ? "" : "without a name and ")}without a container,{(volumes ? " all anonymous volumes without a container," : "")} and what builds keep.")) return 1;
            var pruned = await call.AskAsync<SystemPruned>(new PruneSystem { All = all, Volumes = volumes, Filters = [.. Filters(call)] });
            PrintContainers(call, pruned.Containers);
            if (pruned.Volumes.Count > 0) call.Console.WriteLine("Deleted Volumes:");
            foreach (var name in pruned.Volumes) call.Console.WriteLine(name.Value);
            if (pruned.Volumes.Count > 0) call.Console.WriteLine("");
            if (pruned.Images.Count > 0) call.Console.WriteLine("Deleted Images:");
            PrintImages(call, pruned.Untagged, pruned.Images);
            return Reclaimed(call, pruned.ReclaimedBytes);
        },
    };

    private static IReadOnlyList<Filter> Filters(Invocation call) => call.Arguments.List("filter", SmallSyntax.Filter);

    private static void PrintContainers(Invocation call, IReadOnlyList<ContainerId> deleted)
    {
        if (deleted.Count == 0) return;
        call.Console.WriteLine("Deleted Containers:");
        foreach (var id in deleted) call.Console.WriteLine(id.Value);
        call.Console.WriteLine("");
    }

    private static void PrintImages(Invocation call, IReadOnlyList<string> untagged, IReadOnlyList<Digest> deleted)
    {
        foreach (string name in untagged) call.Console.WriteLine($"untagged: {name}");
        foreach (var id in deleted) call.Console.WriteLine($"deleted: {id}");
        if (deleted.Count > 0) call.Console.WriteLine("");
    }

    private static int Reclaimed(Invocation call, long bytes)
    {
        call.Console.WriteLine($"Total reclaimed space: {Human.Size(bytes)}");
        return 0;
    }
}
