using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Verbs;

/// <summary>The verbs that change volumes.</summary>
internal static class VolumeVerbs
{
    public static Verb Create => new("volume create", "make a volume")
    {
        Synopsis = ["[OPTIONS] [VOLUME]"],
        Description = """
            Makes a volume and prints its name; without a name it gets one, and is anonymous. One that is there already is left as it is.

            The options of the driver local are those of mount(8): a file system of the volume's own is mounted when the first container starts with it and unmounted after the last.
            """,
        Options =
        [
            Option.Value("driver", "DRIVER", "local, or the name of a plugin.", 'd'),
            Option.List("opt", "KEY=VALUE", "An option of the driver; of local: type, device and o.", 'o'),
            Option.List("label", "KEY=VALUE", "Attach a label."),
            Option.Value("name", "NAME", "Its name, as the operand."),
        ],
        Most = 1,
        Examples =
        [
            new("actorctl volume create data", "Make one by name."),
            new("actorctl volume create -o type=tmpfs -o device=tmpfs -o o=size=64m,uid=1000 scratch", "Make one in memory."),
            new("actorctl volume create -o type=nfs -o o=addr=192.0.2.7,rw -o device=:/export/data shared", "Make one on a server."),
        ],
        SeeAlso = ["volume ls", "run"],
        Run = async call =>
        {
            var arguments = call.Arguments;
            string? named = arguments.Value("name");
            if (named is not null && arguments.Operands.Count > 0) throw arguments.Wrong("name", "conflicting options: either specify --name or provide positional arg, not both");
            var made = await call.AskAsync<VolumeInspection>(new CreateVolume
            {
                Name = named ?? arguments.Operands.FirstOrDefault(),
                Driver = arguments.Value("driver") ?? "local",
                Options = KeyValues.Of(arguments, "opt"),
                Labels = KeyValues.Of(arguments, "label"),
            });
            call.Console.WriteLine(made.Name.Value);
            return 0;
        },
    };

    public static Verb Remove => new("volume rm", "remove volumes")
    {
        Synopsis = ["[OPTIONS] VOLUME [VOLUME...]"],
        Description = "Removes each volume with all that is in it. One that a container has, running or not, is not removed.",
        Options = [Option.Flag("force", "No error where there is no such volume.", 'f')],
        Least = 1,
        Completes = Completes.Volume,
        SeeAlso = ["volume prune", "rm"],
        Run = call => call.ForEachAsync(async (connection, operand) =>
        {
            await connection.DemandAsync<Done>(new RemoveVolume(new VolumeName(operand), call.Arguments.Flag("force")));
            return operand;
        }),
    };

    public static Verb Prune => new("volume prune", "remove volumes that no container has")
    {
        Synopsis = ["[OPTIONS]"],
        Description = "Removes every anonymous volume that no container has; with --all those with names too.",
        Options =
        [
            Option.Flag("all", "Also those that have names.", 'a'),
            Option.List("filter", "KEY=VALUE", "Only those that fit: label=KEY[=VALUE], label!=KEY[=VALUE], all=true."),
            Confirmation.Option,
        ],
        Most = 0,
        SeeAlso = ["volume rm", "system prune"],
        Run = async call =>
        {
            bool all = call.Arguments.Flag("all");
            if (!Confirmation.Given(call, all ? "This removes all volumes that no container has." : "This removes all anonymous volumes that no container has.")) return 1;
            var pruned = await call.AskAsync<VolumesPruned>(new PruneVolumes { All = all, Filters = call.Arguments.List("filter", SmallSyntax.Filter) });
            foreach (string warning in pruned.Warnings) call.Console.Complain($"actorctl: warning: {warning}");
            if (pruned.Deleted.Count > 0) call.Console.WriteLine("Deleted Volumes:");
            foreach (var name in pruned.Deleted) call.Console.WriteLine(name.Value);
            if (pruned.Deleted.Count > 0) call.Console.WriteLine("");
            call.Console.WriteLine($"Total reclaimed space: {Human.Size(pruned.ReclaimedBytes)}");
            return 0;
        },
    };
}
