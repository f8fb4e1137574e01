using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Options;

/// <summary>Name, image policy, labels, and what becomes of the container.</summary>
internal static class IdentityOptions
{
    public static IReadOnlyList<Option> Table => ContainerOptions.Under("Container",
        Option.Value("name", "NAME", "Name of the container; one is made up otherwise."),
        Option.Value("pull", "WHEN", "Fetch the image always, when it is missing (default), or never.") with { Choices = ["always", "missing", "never"] },
        Registries.Transfers.Platform,
        Option.Flag("quiet", "Do not show how an image is fetched.", 'q'),
        Registries.Transfers.ContentTrust,
        Option.Value("cidfile", "FILE", "Write the container's id to a file that must not exist yet.") with { Completes = Completes.File },
        Option.Flag("rm", "Remove the container once it has exited."),
        Option.Value("restart", "POLICY", "When to start it again after an exit: no (default), always, unless-stopped, on-failure[:N]. The wait doubles from 100 ms to a minute and begins anew after ten good seconds. on-unhealthy, alone or behind one of them and a comma, has it stopped and started again when it becomes unhealthy.")
            with { Choices = ["no", "always", "unless-stopped", "on-failure", "on-unhealthy"] },
        Option.List("label", "KEY=VALUE", "Attach a label.", 'l'),
        Option.List("label-file", "FILE", "Attach the labels in a file, one KEY=VALUE a line; lines that begin with # are skipped.") with { Completes = Completes.File },
        Option.List("annotation", "KEY=VALUE", "Attach an annotation to the bundle that the OCI runtime reads."),
        Option.Value("isolation", "NAME", "default, the only one on Linux.") with { Choices = ["default"] },
        Option.Value("runtime", "NAME", "OCI runtime; see 'actorctl info' for those there are.") with { Choices = ["auto", "runc", "crun"] });

    public static ContainerSettings Apply(ContainerSettings settings, Arguments arguments)
    {
        var restart = arguments.Value("restart", SmallSyntax.Restart) ?? new RestartPolicy();
        bool remove = arguments.Flag("rm");
        if (remove && restart.Restarts)
            throw arguments.Wrong("rm", $"a container that is removed on its exit cannot be restarted; leave out --rm or --restart {arguments.Value("restart")}.");
        arguments.Value("isolation", Isolation);
        return settings with
        {
            AutoRemove = remove,
            Restart = restart,
            Labels = Pairs(arguments, "label", arguments.List("label-file", file => KeyValueFiles.Read(file, null)).SelectMany(lines => lines).Concat(arguments.List("label"))),
            Annotations = Pairs(arguments, "annotation", arguments.List("annotation")),
            Runtime = arguments.Value("runtime") is { Length: > 0 } and not "auto" and var runtime ? runtime : null,
        };
    }

    private static Dictionary<string, string> Pairs(Arguments arguments, string flag, IEnumerable<string> entries)
    {
        var pairs = new Dictionary<string, string>();
        foreach (string entry in entries)
        {
            int equals = entry.IndexOf('=');
            if (equals == 0) throw arguments.Wrong(flag, $"'{entry}' has no name before '='.");
            pairs[equals < 0 ? entry : entry[..equals]] = equals < 0 ? "" : entry[(equals + 1)..];
        }

        return pairs;
    }

    private static string Isolation(string text) => text is "" or "default"
        ? text
        : throw new FormatException($"'{text}': invalid isolation, Linux only supports 'default'; for more of it choose a --runtime that runs virtual machines.");

    /// <summary>always, missing or never.</summary>
    public static string Pull(Arguments arguments) => arguments.Value("pull", text => text is "always" or "missing" or "never"
        ? text
        : throw new FormatException($"'{text}' is not a policy; write always, missing or never.")) ?? "missing";
}
